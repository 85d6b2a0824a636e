package org.prompt2model.kernel.shell;

import java.util.List;
import java.util.function.Function;
import org.prompt2model.kernel.display.TextWidth;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.jshell.Definition.Kind;
import org.prompt2model.kernel.jshell.Outcome;

/** What cells have defined, a line each. */
final class DefinitionCommands {
    private static final int WIDEST = 200;

    private final CellRunner cells;
    private final TerminalOutput output;

    DefinitionCommands(CellRunner cells, TerminalOutput output) {
        this.cells = cells;
        this.output = output;
    }

    List<Command> all() {
        return List.of(
                of("/vars", Kind.VARIABLE, "lists the variables with their values", this::variable),
                of("/methods", Kind.METHOD, "lists the methods", DefinitionCommands::method),
                of("/types", Kind.TYPE, "lists the classes, records, enums and interfaces", DefinitionCommands::head),
                of("/imports", Kind.IMPORT, "lists the imports", DefinitionCommands::imports));
    }

    private Command of(String name, Kind kind, String help, Function<Definition, String> lines) {
        return new Command(name, "", help, argument -> {
            int width = Math.min(WIDEST, Tty.columns().orElse(WIDEST));
            for (Definition each : cells.interpreter().definitions()) {
                // Names that JShell gave to values of expressions.
                if (each.kind() == kind && !each.name().startsWith("$")) {
                    lines.apply(each).lines().forEach(text -> output.out().println(TextWidth.cut(text, width)));
                }
            }
            return true;
        });
    }

    /** The value's first line: that of a table is its name. */
    private String variable(Definition definition) {
        String value = cells.interpreter().run(Cell.of(0, definition.name())) instanceof Outcome.Done done
                        && cells.interpreter().call(() -> CellRunner.text(done.value())) instanceof Outcome.Done text
                ? String.valueOf(text.value())
                : "(cannot be shown)";
        String first = value.lines().findFirst().orElse("");
        return definition.type() + " " + definition.name() + " = " + first + (value.contains("\n") ? " …" : "");
    }

    /** JShell writes {@code (int,int)String}; Java, {@code String f(int,int)}. */
    private static String method(Definition definition) {
        int end = definition.type().lastIndexOf(')') + 1;
        return definition.type().substring(end) + " " + definition.name()
                + definition.type().substring(0, end);
    }

    /** Those that every shell begins with were made in one go. */
    private static String imports(Definition definition) {
        return definition.source().replaceAll("; +", ";\n");
    }

    private static String head(Definition definition) {
        return definition.source().split("\\{", 2)[0].strip().replaceAll("\\s+", " ");
    }
}
