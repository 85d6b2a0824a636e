package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.prompt2model.kernel.display.Display;

/**
 * IJava's way to the streams and displays of the cell that runs. The base kernel sends them to sockets, which this kernel
 * does not give it, and drops them where it has none.
 */
final class CellIO extends JupyterIO {
    CellIO() {
        setEnv(new Cells());
        setJupyterInEnabled(true);
    }

    private static final class Cells extends ShellReplyEnvironment {
        Cells() {
            super(null, null, null, null);
        }

        @Override
        public void writeToStdOut(String text) {
            System.out.print(text);
        }

        @Override
        public void writeToStdErr(String text) {
            System.err.print(text);
        }

        /** Only {@link JupyterIO#in} asks, without a prompt and for no password. */
        @Override
        public String readFromStdIn(String prompt, boolean password) {
            return new Scanner(System.in, StandardCharsets.UTF_8).nextLine() + "\n";
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishUpdateDisplayData update) {
                Display.updateDisplay(update.getDisplayId(), update);
            } else if (content instanceof DisplayData data) {
                Display.display(data);
            } else {
                throw new UnsupportedOperationException("cells publish nothing but displays: " + content.getType());
            }
        }
    }
}
