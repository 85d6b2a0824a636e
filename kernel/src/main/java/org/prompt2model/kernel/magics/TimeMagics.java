package org.prompt2model.kernel.magics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Outcome;

/** How long code takes. */
final class TimeMagics {
    private static final Pattern OPTIONS = Pattern.compile("\\s*(?:-([nr])\\s*(\\d{1,9})\\b)?(.*)", Pattern.DOTALL);

    private final MagicRunner runner;

    TimeMagics(MagicRunner runner) {
        this.runner = runner;
    }

    void register(MagicRegistry registry) {
        registry.source(
                List.of("%time"), "JAVA", "says how long the line takes", call -> timed(call, call.arguments()));
        registry.source(
                List.of("%%time"),
                "",
                "says how long the cell takes",
                call -> timed(call, call.body().orElse("")));
        registry.source(
                List.of("%timeit"),
                "[-n LOOPS] [-r RUNS] JAVA",
                "runs the line many times, and says how long it takes once warm",
                this::repeated);
        registry.source(
                List.of("%%timeit"),
                "[-n LOOPS] [-r RUNS]",
                "runs the cell many times, and says how long it takes once warm",
                this::repeated);
    }

    private Outcome timed(MagicCall call, String source) {
        long start = System.nanoTime();
        Outcome outcome = runner.run(call.cell(), source, call.line());
        System.out.println("Wall time: " + Timing.duration((double) (System.nanoTime() - start)));
        return outcome;
    }

    private Outcome repeated(MagicCall call) {
        int loops = 0;
        int runs = 0;
        String rest = call.arguments();
        Matcher matcher = OPTIONS.matcher(rest);
        while (matcher.matches() && matcher.group(1) != null) {
            int value = Integer.parseInt(matcher.group(2));
            loops = matcher.group(1).equals("n") ? value : loops;
            runs = matcher.group(1).equals("r") ? value : runs;
            rest = matcher.group(3);
            matcher = OPTIONS.matcher(rest);
        }
        String source = call.body().orElse(rest).strip();
        if (source.isEmpty()) {
            return runner.call(() -> {
                throw new Prompt2ModelException(
                        "there is nothing to time",
                        "no code follows " + call.title(),
                        "write for example: %timeit 6 * 7");
            });
        }
        return measured(call, source, loops, runs);
    }

    private Outcome measured(MagicCall call, String source, int loops, int runs) {
        Outcome made = compiled(call, source);
        return made instanceof Outcome.Done done && done.value() instanceof TimedCode code
                ? runner.call(() -> {
                    System.out.println(Timing.of(code, loops, runs));
                    return null;
                })
                : made;
    }

    /** An expression has a value that must be used, or its computation may be left out; statements have none. */
    private Outcome compiled(MagicCall call, String source) {
        String opening = "(" + TimedCode.class.getName() + ") () -> ";
        Outcome expression = compiled(call, opening, source.replaceFirst(";\\s*$", ""), "");
        return expression instanceof Outcome.Done
                ? expression
                : compiled(call, opening + "{", source, "\n;\nreturn null; }");
    }

    /** What comes before stands on a line of its own, so that errors show the user's lines as they are. */
    private Outcome compiled(MagicCall call, String before, String source, String after) {
        return runner.runJava(new Cell(call.cell(), before + "\n" + source + after, call.line() - 1));
    }
}
