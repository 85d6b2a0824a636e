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
    /** Who is asked, and the kernel's comms; a terminal shell has none. */
    record Services(Questions questions, Comms comms) {}

    private static volatile Services services;

    private Notebook() {}

    static void serve(Services next) {
        services = next;
    }

    /** Has the user of a terminal answer questions; nobody, where that is null. */
    public static void serveTerminal(Questions questions) {
        serve(questions == null ? null : new Services(questions, null));
    }

    /**
     * Asks the user for a line of text.
     *
     * @throws IllegalStateException if the front end allows no questions, or standard input has ended
     * @throws InterruptedException if the cell is stopped meanwhile
     */
    public static String ask(String prompt) throws InterruptedException {
        return ask(prompt, false);
    }

    /**
     * Asks the user for a secret, which is not shown while it is typed.
     *
     * @throws IllegalStateException if the front end allows no questions, or standard input has ended
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

    private static String ask(String prompt, boolean secret) throws InterruptedException {
        Services present = services;
        String answer = present == null ? null : present.questions().ask(prompt, secret);
        if (answer == null) {
            throw new IllegalStateException("nobody is there to answer '" + prompt + "': standard input has ended");
        }
        return answer;
    }

    private static Comms comms() {
        Services present = services;
        if (present == null || present.comms() == null) {
            throw new IllegalStateException("this is a terminal: comms need a notebook");
        }
        return present.comms();
    }
}
