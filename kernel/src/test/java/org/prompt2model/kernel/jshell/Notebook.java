package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

/** A notebook in one line: {@code notebook.cell("int x = 1").then("x + 1").returns(2)}. */
final class Notebook implements AutoCloseable {
    private final JShellInterpreter interpreter = new JShellInterpreter();
    private int number;
    private Outcome last;

    Notebook cell(String source) {
        number++;
        last = interpreter.run(Cell.of(number, source));
        return this;
    }

    /** The next cell, after one that worked. */
    Notebook then(String source) {
        assertThat(last).isInstanceOf(Outcome.Done.class);
        return cell(source);
    }

    boolean works() {
        return last instanceof Outcome.Done;
    }

    void returns(Object value) {
        assertThat(last).isEqualTo(new Outcome.Done(value));
    }

    CellError fails() {
        assertThat(last).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) last).error();
    }

    /** The traceback without colours. */
    String traceback() {
        return String.join("\n", fails().traceback()).replaceAll("\u001b\\[[\\d;]*m", "");
    }

    JShellInterpreter interpreter() {
        return interpreter;
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
