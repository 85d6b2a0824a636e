package org.prompt2model.kernel.magics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/** Programs of this machine. */
final class ShellMagics {
    private final Environment environment;

    ShellMagics(Environment environment) {
        this.environment = environment;
    }

    void register(MagicRegistry registry) {
        registry.work(
                List.of("%system", "%sh", "%bash", "%exec"),
                "COMMAND",
                "runs a command; its value, where it is assigned, is the list of lines it prints",
                call -> run(call, call.arguments()));
        registry.work(
                List.of("%%shell", "%%sh", "%%bash", "%%system"),
                "",
                "runs the cell as a shell script",
                call -> run(call, call.body().orElse("")));
    }

    private Object run(MagicCall call, String script) throws IOException, InterruptedException {
        if (script.isBlank()) {
            throw new Prompt2ModelException(
                    call.title() + " has nothing to run",
                    "no command follows it",
                    "write the command behind it, or a script below %%shell");
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int status;
        try (PrintStream kept = new PrintStream(lines, true, StandardCharsets.UTF_8)) {
            status = Child.run(script, environment.all(), call.assigned() ? kept : System.out, System.err);
        }
        if (status != 0) {
            throw new Prompt2ModelException(
                    "the command ended with status " + status,
                    "that is how programs say that they failed",
                    "read what it printed; append '|| true' where the status does not matter");
        }
        return call.assigned() ? lines.toString(StandardCharsets.UTF_8).lines().toList() : null;
    }
}
