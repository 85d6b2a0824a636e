package org.prompt2model.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The right of one place in one JVM to change something in a run folder, until it is closed. A JVM that is killed gives
 * it back.
 */
public final class Exclusive implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path file;
    private final RandomAccessFile open;
    private final FileLock lock;

    private Exclusive(Path file, RandomAccessFile open, FileLock lock) {
        this.file = file;
        this.open = open;
        this.lock = lock;
    }

    /**
     * Takes the right that a file stands for.
     *
     * @param file made here, and deleted when the right is given back
     * @return empty where somebody else has it
     */
    public static Optional<Exclusive> take(Path file) {
        try {
            RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
            FileLock lock = tryLock(open);
            // The one who had it before may have deleted the file in between: a lock on that keeps nobody out.
            if (lock == null || !Files.exists(file)) {
                open.close();
                return Optional.empty();
            }
            return Optional.of(new Exclusive(file, open, lock));
        } catch (IOException e) {
            throw Run.unwritable(file, e);
        }
    }

    /**
     * Takes the right that a file stands for, and waits for it where somebody else has it for a moment. An interrupt does
     * not end the waiting: what is written then would be lost.
     *
     * @param most to wait
     * @return empty where it was not given back in that time
     */
    static Optional<Exclusive> await(Path file, Duration most) {
        Instant end = Instant.now().plus(most);
        Optional<Exclusive> taken = take(file);
        while (taken.isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            taken = take(file);
        }
        return taken;
    }

    private static FileLock tryLock(RandomAccessFile open) throws IOException {
        try {
            return open.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            // This JVM itself has it, elsewhere.
            return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            lock.release();
            open.close();
        } catch (IOException e) {
            throw Run.unwritable(file, e);
        }
    }
}
