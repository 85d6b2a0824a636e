package org.prompt2model.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Outcome;

/** The commands that JShell's users know, as far as magics have not taken their place. */
final class Commands {
    /** No Java begins with it: a comment has a second slash, or a star. */
    private static final Pattern LINE =
            Pattern.compile("\\s*(/[a-zA-Z?!][\\w-]*|/-?\\d+|/\\?|/!|/)(?:[ \\t]+(.*?))?\\s*");

    private static final String KEYS = """
        Tab       completes; where nothing is left to complete, shows documentation
        Enter     runs the cell, or goes on with a new line where it is not at its end
        Ctrl+C    stops the cell that runs, or drops what was typed
        Ctrl+R    searches what was typed before
        Ctrl+D    leaves
        %lsmagic  lists the magics""";

    private final CellRunner cells;
    private final TerminalOutput output;
    private final List<Command> commands = new ArrayList<>();
    private Integer exit;

    /** Commands that work on what that runner ran. */
    Commands(CellRunner cells, TerminalOutput output) {
        this.cells = cells;
        this.output = output;
        commands.add(new Command("/exit", "[STATUS]", "leaves the shell", this::exit));
        commands.add(new Command("/help", "", "this text", argument -> help()));
        commands.addAll(new DefinitionCommands(cells, output).all());
        commands.add(magic("/list", "[KIND]", "lists imports, types, methods or variables as written", "%list"));
        commands.add(magic("/history", "[N | FIRST-LAST]", "prints the cells that ran", "%history"));
        commands.addAll(new FileCommands(cells, this, output).all());
        commands.add(new Command("/reset", "", "forgets everything that was defined", argument -> {
            cells.reset();
            return true;
        }));
    }

    /** The names of all commands. */
    List<String> names() {
        return commands.stream().map(Command::name).toList();
    }

    /** Whether that is a command, known or not, and no Java. */
    static boolean isCommand(String text) {
        return LINE.matcher(text).matches();
    }

    /** The exit status that the user asked for, from the moment when they asked. */
    OptionalInt exit() {
        return exit == null ? OptionalInt.empty() : OptionalInt.of(exit);
    }

    /**
     * Carries out a command.
     *
     * @return whether it succeeded; if not, the user was told
     */
    boolean run(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no command: " + line);
        }
        String name = matcher.group(1).equals("/?") ? "/help" : matcher.group(1);
        List<Command> meant = commands.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> commands.stream()
                        .filter(each -> each.name().startsWith(name))
                        .toList());
        if (meant.size() != 1) {
            return complain((meant.isEmpty() ? "There is no command " : "Several commands begin with ") + name
                    + "; these are known: " + String.join(" ", names()));
        }
        try {
            return meant.get(0).body().run(matcher.group(2) == null ? "" : matcher.group(2));
        } catch (Prompt2ModelException e) {
            return complain(e.getMessage());
        }
    }

    /** Tells of an error. */
    private boolean complain(String text) {
        output.print(output.err(), text);
        return false;
    }

    private Command magic(String name, String arguments, String help, String magic) {
        return new Command(name, arguments, help, argument -> cells.run(Cell.of(0, magic + " " + argument), false));
    }

    private boolean exit(String argument) {
        if (argument.isEmpty()) {
            exit = 0;
        } else {
            Outcome outcome = cells.interpreter().run(Cell.of(0, argument));
            if (!(outcome instanceof Outcome.Done done && done.value() instanceof Integer status)) {
                return complain("/exit takes a whole number, or Java that gives one; '" + argument + "' gives none");
            }
            exit = status;
        }
        return true;
    }

    private boolean help() {
        for (Command command : commands) {
            String usage = (command.name() + " " + command.arguments()).strip();
            output.out().printf("%-22s %s%n", usage, command.help());
        }
        output.out().println("\n" + KEYS);
        return true;
    }
}
