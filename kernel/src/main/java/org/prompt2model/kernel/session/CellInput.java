package org.prompt2model.kernel.session;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.prompt2model.kernel.wire.Message;

/** Standard input of cells: asks the front end that sent the cell, one line at a time. */
final class CellInput extends InputStream {
    private final Publisher publisher;
    private final CellStreams streams;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile Message parent;
    private byte[] line = new byte[0];
    private int next;

    CellInput(Publisher publisher, CellStreams streams) {
        this.publisher = publisher;
        this.streams = streams;
    }

    /** From now on, the front end that sent the request is asked, if it allows. */
    void setParent(Message request) {
        parent = request;
        answers.clear();
    }

    /** An answer came. */
    void answer(Message reply) {
        answers.add(reply.text("value", ""));
    }

    @Override
    public synchronized int read() {
        return fill() ? line[next++] & 0xff : -1;
    }

    /** Hands out one line at most, so that a reader does not wait for a second. */
    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, line.length - next);
        System.arraycopy(line, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - next;
    }

    private boolean fill() {
        if (next < line.length) {
            return true;
        }
        Message asker = parent;
        if (asker == null || !asker.flag("allow_stdin", false)) {
            // Scanner and its kin swallow an IOException and report something else.
            throw new IllegalStateException("this front end cannot be asked for input");
        }
        streams.flush();
        publisher.askForInput(asker, "", false);
        try {
            line = (answers.take() + "\n").getBytes(StandardCharsets.UTF_8);
            next = 0;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
