package org.prompt2model.kernel.session;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** Standard input of cells: asks their user whenever it runs out, one line at a time. */
public final class LineInput extends InputStream {
    private final Questions user;
    /** Unlike a monitor, it lets an interrupted cell go that waits behind another reader. */
    private final ReentrantLock reading = new ReentrantLock();

    private byte[] line = new byte[0];
    private int next;

    /** Reads the answers of that user. */
    public LineInput(Questions user) {
        this.user = user;
    }

    /** Drops what was left unread of the last line. */
    public void drop() {
        if (reading.tryLock()) {
            next = line.length;
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
                return next < line.length || fill() ? copy(target, offset, length) : -1;
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

    private boolean fill() throws InterruptedException {
        String answer = user.ask("", false);
        if (answer == null) {
            return false;
        }
        line = (answer + "\n").getBytes(StandardCharsets.UTF_8);
        next = 0;
        return true;
    }

    private int copy(byte[] target, int offset, int length) {
        int count = Math.min(length, line.length - next);
        System.arraycopy(line, next, target, offset, count);
        next += count;
        return count;
    }

    private int unread() {
        try {
            return line.length - next;
        } finally {
            reading.unlock();
        }
    }
}
