package org.prompt2model.kernel.magics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.jshell.Definition.Kind;
import org.prompt2model.kernel.jshell.Interpreter;

/** What this session holds: variables, definitions, past cells, and the magics themselves. */
final class SessionMagics {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?");

    private final Interpreter interpreter;
    private final CellHistory history;

    SessionMagics(Interpreter interpreter, CellHistory history) {
        this.interpreter = interpreter;
        this.history = history;
    }

    void register(MagicRegistry registry) {
        registry.work(List.of("%who", "%whos"), "[TYPE]", "lists the variables with their types", this::who);
        registry.work(
                List.of("%list"),
                "[imports|types|methods|variables]",
                "lists what the cells have defined, as it was written",
                this::list);
        registry.work(
                List.of("%history"),
                "[N | FIRST-LAST]",
                "prints the cells that ran: all, the last N, or a range",
                this::past);
        registry.work(List.of("%lsmagic", "%magics"), "", "lists the magics", call -> magics(registry));
    }

    private Object who(MagicCall call) {
        String type = call.arguments().strip();
        List<Definition> variables = interpreter.definitions().stream()
                .filter(each -> each.kind() == Kind.VARIABLE)
                // Values of expressions, which JShell names itself.
                .filter(each -> !each.name().startsWith("$"))
                .filter(each -> type.isEmpty() || each.type().startsWith(type))
                .toList();
        int width =
                variables.stream().mapToInt(each -> each.type().length()).max().orElse(0);
        for (Definition each : variables) {
            System.out.println(each.type() + " ".repeat(width - each.type().length() + 2) + each.name());
        }
        if (variables.isEmpty()) {
            System.out.println(type.isEmpty() ? "There are no variables" : "There are no variables of type " + type);
        }
        return null;
    }

    private Object list(MagicCall call) {
        Optional<Kind> kind = kind(call.arguments().strip());
        interpreter.definitions().stream()
                .filter(each -> kind.map(wanted -> each.kind() == wanted).orElse(each.kind() != Kind.IMPORT))
                .filter(each -> !each.name().startsWith("$"))
                .forEach(each -> System.out.println(each.source()));
        return null;
    }

    private static Optional<Kind> kind(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String singular = word.toUpperCase(Locale.ROOT).replaceFirst("S$", "");
        for (Kind kind : Kind.values()) {
            if (kind.name().startsWith(singular)) {
                return Optional.of(kind);
            }
        }
        throw new Prompt2ModelException(
                "%list cannot list " + word,
                "it is no kind of definition",
                "name imports, types, methods or variables");
    }

    private Object past(MagicCall call) {
        String range = call.arguments().strip();
        Matcher matcher = RANGE.matcher(range);
        if (!range.isEmpty() && !matcher.matches()) {
            throw new Prompt2ModelException(
                    "%history cannot read '" + range + "'",
                    "it is no number and no range",
                    "write for example 5 for the last five, or 2-5 for a range");
        }
        List<CellHistory.Entry> cells = range.isEmpty()
                ? history.last(Integer.MAX_VALUE)
                : matcher.group(2) == null
                        ? history.last(Integer.parseInt(range))
                        : history.between(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        for (CellHistory.Entry cell : cells) {
            System.out.println(
                    "[" + cell.number() + "] " + cell.source().stripTrailing().replace("\n", "\n    "));
        }
        return null;
    }

    private static Object magics(MagicRegistry registry) {
        for (Magic magic : registry.all()) {
            String usage = (magic.name() + " " + magic.arguments()).strip();
            System.out.printf("%-46s %s%n", usage, magic.help());
        }
        return null;
    }
}
