package org.prompt2model.model;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.Table;

/**
 * A small model trained for one task. It holds native memory, so close it; every method of a closed student throws
 * {@link org.prompt2model.corpus.Prompt2ModelException}. Safe for several threads, one prediction at a time.
 */
public interface Student extends Predictor, AutoCloseable {
    /** Answers one input. */
    String predict(String input);

    /**
     * This student with another way of writing its answers, to predict with, to compare and to score; it ends with the
     * student.
     *
     * @throws Prompt2ModelException if the student chooses among labels and writes nothing, or if it can write no answer
     *     that matches the options' expression
     */
    default Predictor decoding(DecodingOptions options) {
        throw new Prompt2ModelException(
                "The student " + name() + " writes no text",
                "it chooses one of its labels, so there is nothing to decode (" + options + ")",
                "leave the DecodingOptions out");
    }

    /** The learning curve: {@code step}, {@code epoch}, {@code split}, {@code metric}, {@code value}, {@code seconds}. */
    Table history();

    /** What it is and how it was made. */
    ModelCard card();

    /**
     * Writes everything that {@link #open} needs into a folder.
     *
     * @return the folder
     * @throws org.prompt2model.corpus.Prompt2ModelException if the folder holds something else or cannot be written
     */
    Path save(Path folder);

    @Override
    default OptionalLong parameters() {
        return OptionalLong.of(card().parameters());
    }

    /** Frees the native memory; a second call does nothing. */
    @Override
    void close();

    /**
     * Opens a saved student.
     *
     * @throws org.prompt2model.corpus.Prompt2ModelException if the folder is missing or holds no student
     */
    static Student open(Path folder) {
        return StudentFiles.open(folder);
    }
}
