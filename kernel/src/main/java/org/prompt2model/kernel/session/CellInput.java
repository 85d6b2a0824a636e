package org.prompt2model.kernel.session;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.prompt2model.kernel.wire.Message;

/** Standard input of cells: asks the front end that sent the cell, one line at a time. */
final class CellInput extends InputStream {
    private final Publisher publisher;
    private final CellStreams streams;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    /** Unlike a monitor, it lets an interrupted cell go that waits behind another reader. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile Message parent;
    private byte[] line = new byte[0];
    private int next;

    CellInput(Publisher publisher, CellStreams streams) {
        this.publisher = publisher;
        this.streams = streams;
    }

    /** From now on, the front end that sent the request is asked, if it allows. What a cell left unread is dropped. */
    void setParent(Message request) {
        parent = request;
        if (reading.tryLock()) {
            next = line.length;
            reading.unlock();
        }
    }

    /** An answer came. */
    void answer(Message reply) {
        answers.add(reply.text("value", ""));
    }

    /**
     * Asks for a line.
     *
     * @throws IllegalStateException if the front end allows no questions
     * @throws InterruptedException if the cell is stopped meanwhile
     */
    String ask(String prompt, boolean password) throws InterruptedException {
        Message asker = parent;
        if (asker == null || !asker.flag("allow_stdin", false)) {
            // Scanner and its kin swallow an IOException and report something else.
            throw new IllegalStateException("this front end cannot be asked for input (it sent allow_stdin=false)");
        }
        reading.lockInterruptibly();
        try {
            streams.flush();
            answers.clear();
            publisher.askForInput(asker, prompt, password);
            return answers.take();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Hands out one line at most, so that a reader does not wait for a second. */
    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        try {
            reading.lockInterruptibly();
            try {
                if (next == line.length) {
                    line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                    next = 0;
                }
                int count = Math.min(length, line.length - next);
                System.arraycopy(line, next, target, offset, count);
                next += count;
                return count;
            } finally {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            // The cell is stopped; to its reader the input ends here.
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public int available() {
        return reading.tryLock() ? unread() : 0;
    }

    private int unread() {
        try {
            return line.length - next;
        } finally {
            reading.unlock();
        }
    }
}
