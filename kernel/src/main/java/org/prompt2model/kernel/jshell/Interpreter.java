package org.prompt2model.kernel.jshell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Runs cells of a language and answers questions about source. One cell runs at a time; {@link #interrupt} comes from
 * another thread. Cursor positions are offsets in {@code char}s.
 */
public interface Interpreter extends AutoCloseable {
    /** Runs a cell to its end. Whatever the cell throws is in the outcome; this method throws nothing of its own. */
    Outcome run(Cell cell);

    /**
     * Runs work of the kernel's own as a cell is run: in the thread of cells, stopped like one. The work, and a cell,
     * may call {@link #run} again.
     */
    Outcome call(Callable<?> work);

    /** What cells defined and is still in force, in the order in which it was defined. */
    List<Definition> definitions();

    /** Makes the running cell end as soon as it can, with the outcome that says so; does nothing where none runs. */
    void interrupt();

    /** Whether source may be run as it stands. */
    Completeness completeness(String source);

    /** What could stand at the cursor. */
    Completions complete(String source, int cursor);

    /** What is known of the name at the cursor, as plain text; empty where it is unknown. */
    Optional<String> describe(String source, int cursor);

    /**
     * Adds a jar or a folder with classes to what cells see.
     *
     * @throws org.prompt2model.corpus.Prompt2ModelException if it is neither
     */
    void addToClasspath(Path path);

    @Override
    void close();
}
