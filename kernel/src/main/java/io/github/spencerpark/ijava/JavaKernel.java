package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.nio.file.Path;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Outcome;
import org.prompt2model.kernel.magics.MagicRunner;

/**
 * What notebooks written for IJava may ask of their kernel. It is a {@link BaseKernel} so that libraries compiled
 * against that class accept it; it opens no socket.
 */
public final class JavaKernel extends BaseKernel {
    private final MagicRunner magics;
    private final JupyterIO io = new CellIO();

    /** Stands for the kernel that runs cells with that. */
    public JavaKernel(MagicRunner magics) {
        this.magics = magics;
    }

    /** The renderer of all values; what is registered with it, cells show. */
    @Override
    public Renderer getRenderer() {
        return Display.renderer();
    }

    /** The registry of magics. */
    public Magics getMagics() {
        return magics.registry();
    }

    /** Standard input, output and error, and the displays, of the cell that runs. */
    @Override
    public JupyterIO getIO() {
        return io;
    }

    /** Adds a jar or a folder with classes to what cells see. */
    public void addToClasspath(String path) {
        magics.addToClasspath(Path.of(path).toAbsolutePath());
    }

    /** Shows display data below the cell. */
    @Override
    public void display(DisplayData data) {
        Display.display(data);
    }

    /** Runs a cell within the cell that runs, and returns its value. */
    public Object evalRaw(String source) throws Exception {
        Outcome outcome = magics.run(Cell.of(0, source));
        if (outcome instanceof Outcome.Done done) {
            return done.value();
        }
        throw new EvaluationException(((Outcome.Failed) outcome).error());
    }

    /** As {@link #evalRaw}, rendered; null where there is no value. */
    @Override
    public DisplayData eval(String source) throws Exception {
        Object value = evalRaw(source);
        return value == null ? null : Display.render(value);
    }

    @Override
    public void interrupt() {
        magics.interrupt();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .build();
    }
}
