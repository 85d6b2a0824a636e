package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cells of all sessions of a user, one JSON object a line. Several kernels share the file: each change is made under
 * the lock of a file beside it. The file is readable by its owner only, because cells may hold secrets.
 */
final class HistoryFile {
    /** A cell that was run. */
    record Entry(int session, int line, String source) {
        private String json() {
            JsonObject object = new JsonObject();
            object.addProperty("session", session);
            object.addProperty("line", line);
            object.addProperty("source", source);
            return object.toString();
        }

        /** Empty for a line that a crash cut short: it is lost, the others are not. */
        private static Optional<Entry> of(String line) {
            try {
                JsonObject object = new Gson().fromJson(line, JsonObject.class);
                return object == null
                        ? Optional.empty()
                        : Optional.of(new Entry(
                                object.get("session").getAsInt(),
                                object.get("line").getAsInt(),
                                object.get("source").getAsString()));
            } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** Locks are held by a JVM as a whole, so its own threads need this one too. */
    private static final Object IN_THIS_JVM = new Object();

    private final Path file;
    private final long maxBytes;

    /** The history in that file, which need not exist; it is cut to its newer half when it grows beyond the maximum. */
    HistoryFile(Path file, long maxBytes) {
        this.file = file.toAbsolutePath();
        this.maxBytes = maxBytes;
    }

    /** A number for a new session, above those that were handed out and, where that is not known, those in the file. */
    int newSession() throws IOException {
        return locked(lock -> {
            String last = new String(lock.read(), StandardCharsets.UTF_8).strip();
            int highest = last.matches("\\d{1,9}")
                    ? Integer.parseInt(last)
                    : readAll().stream().mapToInt(Entry::session).max().orElse(0);
            lock.write(Integer.toString(highest + 1).getBytes(StandardCharsets.UTF_8));
            return highest + 1;
        });
    }

    void append(Entry entry) throws IOException {
        byte[] line = (entry.json() + "\n").getBytes(StandardCharsets.UTF_8);
        locked(lock -> {
            try (FileChannel channel = open(file, StandardOpenOption.APPEND)) {
                write(channel, line);
            }
            if (Files.size(file) > maxBytes) {
                cut();
            }
            return entry;
        });
    }

    /** All cells, oldest first. */
    List<Entry> entries() throws IOException {
        return Files.exists(file) ? locked(lock -> readAll()) : List.of();
    }

    private List<Entry> readAll() throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .flatMap(line -> Entry.of(line).stream())
                        .toList()
                : List.of();
    }

    private void cut() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int from = (int) (all.length - maxBytes / 2);
        while (from < all.length && all[from - 1] != '\n') {
            from++;
        }
        Path newer = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = open(newer, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, Arrays.copyOfRange(all, from, all.length));
        }
        Files.move(newer, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private interface Work<T> {
        T with(LockFile lock) throws IOException;
    }

    private <T> T locked(Work<T> work) throws IOException {
        Files.createDirectories(file.getParent());
        synchronized (IN_THIS_JVM) {
            Path beside = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = open(beside, StandardOpenOption.READ)) {
                FileLock lock = channel.lock();
                T result = work.with(new LockFile(channel));
                lock.release();
                return result;
            }
        }
    }

    /** The file that is locked; it remembers the last session's number. */
    private record LockFile(FileChannel channel) {
        byte[] read() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(16);
            channel.read(buffer, 0);
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        void write(byte[] bytes) throws IOException {
            channel.truncate(0).position(0);
            HistoryFile.write(channel, bytes);
        }
    }

    private static FileChannel open(Path path, StandardOpenOption option) throws IOException {
        FileAttribute<?>[] attributes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, Set.of(option, StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes);
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
