package org.prompt2model.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What cells may ask of the front end beside showing things: input from its user, and comms. Statically imported in
 * every notebook and shell.
 */
public final class Notebook {
    /** The kernel of this JVM; a terminal shell has none. */
    record Services(CellInput input, Comms comms) {}

    private static volatile Services services;

    private Notebook() {}

    static void serve(Services next) {
        services = next;
    }

    /**
     * Asks the user for a line of text.
     *
     * @throws IllegalStateException if the front end allows no questions
     * @throws InterruptedException if the cell is stopped meanwhile
     */
    public static String ask(String prompt) throws InterruptedException {
        return ask(prompt, false);
    }

    /**
     * Asks the user for a secret, which is not shown while it is typed.
     *
     * @throws IllegalStateException if the front end allows no questions
     * @throws InterruptedException if the cell is stopped meanwhile
     */
    public static String askPassword(String prompt) throws InterruptedException {
        return ask(prompt, true);
    }

    /** Opens a comm to the front end's code of that target. */
    public static Comm openComm(String target, Map<String, ?> data, byte[]... buffers) {
        return comms().open(target, data, List.of(buffers));
    }

    /** Answers to comms that a front end opens under a target's name. */
    public static void onComm(String target, BiConsumer<Comm, Comm.Received> opener) {
        comms().register(target, Objects.requireNonNull(opener, "opener"));
    }

    private static String ask(String prompt, boolean password) throws InterruptedException {
        return present().input().ask(prompt, password);
    }

    private static Comms comms() {
        return present().comms();
    }

    private static Services present() {
        Services present = services;
        if (present == null) {
            throw new IllegalStateException("this is a terminal: questions and comms need a notebook");
        }
        return present;
    }
}
