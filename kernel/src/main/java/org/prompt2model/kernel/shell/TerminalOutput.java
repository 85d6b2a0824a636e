package org.prompt2model.kernel.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReader;

/**
 * Standard output and error where a prompt may stand on the same screen: what is printed while somebody types goes above
 * the prompt, in whole lines. It also knows whether a line was begun.
 */
final class TerminalOutput {
    private final PrintStream out;
    private final PrintStream err;
    private final ByteArrayOutputStream late = new ByteArrayOutputStream();
    private volatile LineReader prompt;
    private boolean begun;

    /** Writes to these streams. */
    TerminalOutput(PrintStream out, PrintStream err) {
        this.out = new PrintStream(new Lines(out), true, StandardCharsets.UTF_8);
        this.err = new PrintStream(new Lines(err), true, StandardCharsets.UTF_8);
    }

    /** What to print results to. */
    PrintStream out() {
        return out;
    }

    /** What to print errors to. */
    PrintStream err() {
        return err;
    }

    /** From now on that prompt may be on the screen. */
    void keepAbove(LineReader reader) {
        prompt = reader;
    }

    /** Somebody else wrote to the screen, as the terminal itself does where Ctrl+C is pressed. */
    synchronized void beginLine() {
        begun = true;
    }

    /** Prints on a line of its own. */
    void print(PrintStream to, String text) {
        freshLine(to);
        to.println(text);
    }

    /** Ends a line that was begun on either stream. */
    void freshLine(PrintStream to) {
        boolean end;
        synchronized (this) {
            end = begun || late.size() > 0;
        }
        if (end) {
            to.println();
        }
    }

    private final class Lines extends OutputStream {
        private final PrintStream to;

        Lines(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            LineReader reader = prompt;
            // Asked before the lock is taken: a reader has a lock of its own.
            if (reader != null && reader.isReading()) {
                String lines = whole(bytes, offset, length);
                if (!lines.isEmpty()) {
                    reader.printAbove(lines);
                }
            } else {
                writeNow(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            to.flush();
        }

        private void writeNow(byte[] bytes, int offset, int length) {
            synchronized (TerminalOutput.this) {
                to.writeBytes(late.toByteArray());
                late.reset();
                to.write(bytes, offset, length);
                begun = length > 0 ? bytes[offset + length - 1] != '\n' : begun;
            }
        }
    }

    /** The lines that are whole now. */
    private synchronized String whole(byte[] bytes, int offset, int length) {
        late.write(bytes, offset, length);
        byte[] all = late.toByteArray();
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        late.reset();
        late.write(all, end, all.length - end);
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }
}
