package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.shell.CellRunner.Done;

/** Cells from files, and into files. */
final class FileCommands {
    private final CellRunner cells;
    private final Script script;
    private final TerminalOutput output;

    FileCommands(CellRunner cells, Commands commands, TerminalOutput output) {
        this.cells = cells;
        this.output = output;
        script = new Script(cells, commands);
    }

    List<Command> all() {
        return List.of(
                new Command("/open", "FILE", "runs a script, a Java source or a notebook", this::open),
                new Command("/save", "FILE", "writes the cells that ran; FILE.ipynb is a notebook", file -> {
                    save(file);
                    return true;
                }),
                new Command("/edit", "[N | NAME]", "opens a cell or a definition in $EDITOR, and runs it", this::edit));
    }

    /** What {@code %load} knows more of is its own. */
    private boolean open(String name) {
        if (name.isEmpty()) {
            throw new Prompt2ModelException("/open names no file", "nothing follows it", "write /open FILE");
        }
        Path file = Path.of(name);
        if (name.endsWith(".ipynb") || name.endsWith(".java") || !Files.isRegularFile(file)) {
            String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            return cells.run(Cell.of(0, "%load " + quoted), false);
        }
        boolean ok = script.run(new ScriptFile(file), false);
        if (!ok) {
            output.print(output.err(), name + " ended there.");
        }
        return ok;
    }

    private void save(String file) {
        if (file.isEmpty()) {
            throw new Prompt2ModelException("/save names no file", "nothing follows it", "write /save FILE");
        }
        try {
            Files.writeString(
                    Path.of(file),
                    file.endsWith(".ipynb") ? SavedCells.notebook(cells.done()) : SavedCells.script(cells.done()));
        } catch (IOException e) {
            throw new Prompt2ModelException(file + " cannot be written", String.valueOf(e), "name another file");
        }
        output.out().println("Wrote " + cells.done().size() + " cells to " + file);
    }

    private boolean edit(String which) {
        String edited = Editor.edit(source(which)).stripTrailing();
        if (edited.isBlank()) {
            return true;
        }
        output.out().println(edited);
        return cells.runNext(edited);
    }

    private String source(String which) {
        List<Done> done = cells.done();
        if (which.isEmpty()) {
            return done.isEmpty() ? "" : done.get(done.size() - 1).source();
        }
        String found = which.matches("\\d+")
                ? done.stream()
                        .filter(each -> which.equals(String.valueOf(each.number())))
                        .map(Done::source)
                        .collect(Collectors.joining())
                : cells.interpreter().definitions().stream()
                        .filter(each -> each.name().equals(which))
                        .map(Definition::source)
                        .collect(Collectors.joining("\n\n"));
        if (found.isEmpty()) {
            throw new Prompt2ModelException(
                    "/edit found no " + which,
                    "it is neither the number of a cell that ran to its end nor a name that is defined",
                    "see /history and /list");
        }
        return found;
    }
}
