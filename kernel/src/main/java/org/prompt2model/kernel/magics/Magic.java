package org.prompt2model.kernel.magics;

import java.util.List;
import java.util.Objects;
import org.prompt2model.kernel.jshell.Outcome;

/**
 * A command to the kernel.
 *
 * @param names its name as it is written, {@code %maven} or {@code %%time}, and its other names
 * @param arguments what may follow the name, for its users
 * @param help what it does, in one line
 * @param body does it
 */
record Magic(List<String> names, String arguments, String help, Body body) {
    Magic {
        names = List.copyOf(names);
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(help, "help");
        Objects.requireNonNull(body, "body");
    }

    /** Work that an interrupt can end. */
    interface Work {
        /** Returns the magic's value, null where it has none. */
        Object run(MagicCall call) throws Exception;
    }

    /** Does what a magic does. */
    interface Body {
        Outcome run(MagicCall call);
    }

    String name() {
        return names.get(0);
    }

    /** Whether files may follow it, by what its users are told. */
    boolean takesFiles() {
        return arguments.contains("FILE") || arguments.contains("GLOB");
    }

    /** Whether it takes the whole cell. */
    boolean takesCell() {
        return name().startsWith("%%");
    }
}
