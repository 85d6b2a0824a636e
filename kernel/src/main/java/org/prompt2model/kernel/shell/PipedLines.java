package org.prompt2model.kernel.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.prompt2model.kernel.session.Questions;

/** The lines of standard input, of which cells may read some themselves. */
final class PipedLines implements Script.Lines, Questions {
    private final BufferedReader in;
    private final PrintStream out;
    private int number;

    /** @param out where questions are printed */
    PipedLines(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public synchronized String next() {
        try {
            number++;
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized int number() {
        return number;
    }

    /** Nobody is made to wait for a line that may never come. */
    @Override
    public boolean goesOn() {
        return false;
    }

    @Override
    public String ask(String prompt, boolean secret) {
        out.print(prompt);
        out.flush();
        return next();
    }
}
