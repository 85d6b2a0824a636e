package org.prompt2model.teacher;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of lines that only grows, shared by threads and processes. A line is on disk when {@link #append} returns. What
 * a killed process left of a line is cut off at the end, or blanked out further up, so that no other line moves.
 */
final class JournalFile {
    /** Far behind any content, for a lock on content would keep other processes from reading it on Windows. */
    private static final long LOCKED = Long.MAX_VALUE - 1;
    /** A lock on a file is one of the whole JVM's, and is refused to its threads a second time. */
    private static final Object THREADS = new Object();

    private final File file;
    private final File aside;

    /** @param aside where damaged lines are kept */
    JournalFile(Path file, Path aside) {
        this.file = file.toFile();
        this.aside = aside.toFile();
    }

    /** Where a line stands. */
    record Place(long offset, int length) {}

    /** Hears the lines of a file. */
    interface Reader {
        /** Takes a line; false if it is damaged. */
        boolean take(Place place, byte[] line);
    }

    /** Something to be done while no other thread or process writes. */
    private interface Action<T> {
        T run(RandomAccessFile content) throws IOException;
    }

    /** Bytes in it now; 0 where there is none. */
    long length() {
        return file.length();
    }

    /**
     * Adds a line.
     *
     * @param lasting whether to wait until the disk itself has it, so that it survives a power cut as well
     */
    Place append(byte[] line, boolean lasting) throws IOException {
        return alone(content -> {
            long offset = content.length();
            content.seek(offset);
            byte[] whole = Arrays.copyOf(line, line.length + 1);
            whole[line.length] = '\n';
            content.write(whole);
            if (lasting) {
                content.getFD().sync();
            }
            return new Place(offset, line.length);
        });
    }

    byte[] read(Place place) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file, "r")) {
            byte[] line = new byte[place.length()];
            content.seek(place.offset());
            content.readFully(line);
            return line;
        }
    }

    /**
     * Reads the lines from an offset on, and sets the damaged ones aside.
     *
     * @return where the file ends then
     */
    long readFrom(long offset, Reader reader) throws IOException {
        return alone(content -> {
            FileLines lines = new FileLines(content, offset);
            while (lines.next()) {
                byte[] line = lines.line();
                boolean sound = blank(line) || reader.take(new Place(lines.offset(), line.length), line);
                if (!sound) {
                    setAside(line);
                }
                mend(content, lines, sound);
            }
            return content.length();
        });
    }

    private static void mend(RandomAccessFile content, FileLines lines, boolean sound) throws IOException {
        if (sound && !lines.ended()) {
            content.seek(content.length());
            content.write('\n');
        } else if (!sound && !lines.ended()) {
            content.setLength(lines.offset());
        } else if (!sound) {
            byte[] blanks = new byte[lines.line().length];
            Arrays.fill(blanks, (byte) ' ');
            content.seek(lines.offset());
            content.write(blanks);
        }
    }

    private void setAside(byte[] line) throws IOException {
        try (FileOutputStream out = new FileOutputStream(aside, true)) {
            out.write(line);
            out.write('\n');
        }
    }

    private static boolean blank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * The channel is for the lock alone: an interruption closes channels, and a reply that is paid for must be written
     * all the same. The thread's flag is up again afterwards.
     */
    private <T> T alone(Action<T> action) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                synchronized (THREADS) {
                    try (RandomAccessFile content = new RandomAccessFile(file, "rw")) {
                        // Until the file is closed.
                        content.getChannel().lock(LOCKED, 1, false);
                        return action.run(content);
                    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                        interrupted = true;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
