package org.prompt2model.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.Table;

/**
 * The run folder: everything that the stages of one experiment made, so that nothing is computed or paid twice.
 *
 * <p>{@code manifest.json} tells each stage call with its facts; {@code data/} holds the tables, {@code students/} the
 * models and {@code journal.jsonl} the replies of teachers. A stage called again with the same facts answers from here.
 */
public final class Run {
    /** Environment variable with the run folder. */
    public static final String FOLDER_VARIABLE = "PROMPT2MODEL_RUN";

    private static Run current;

    private final Path folder;
    private final Manifest manifest;
    private final List<StageRecord> records = new ArrayList<>();
    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();

    private Run(Path folder) {
        this.folder = folder;
        this.manifest = Manifest.of(folder);
    }

    /** The run of this JVM; the first call opens the folder that {@value #FOLDER_VARIABLE} names, else {@code runs/session}. */
    public static synchronized Run current() {
        if (current == null) {
            current = open(Path.of(Settings.get(FOLDER_VARIABLE).orElse("runs/session")));
        }
        return current;
    }

    /** Makes a folder the run of this JVM from now on. */
    public static synchronized Run use(Path folder) {
        current = open(folder);
        return current;
    }

    /**
     * Opens a run folder, making it where needed.
     *
     * @throws Prompt2ModelException if the folder cannot be made or written
     */
    public static Run open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Files.delete(Files.createTempFile(absolute, ".writable", null));
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The run folder " + absolute + " cannot be written",
                    e.toString(),
                    "set " + FOLDER_VARIABLE + " to a folder that you may write, or call useRun(\"folder\")",
                    e);
        }
        return new Run(absolute);
    }

    /** The absolute path of the folder. */
    public Path folder() {
        return folder;
    }

    /** A path inside the folder; the folders above it are made. */
    public Path file(String relative) {
        Path file = folder.resolve(relative).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("'" + relative + "' leads out of the run folder");
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return file;
    }

    /** The calls of stages so far in this JVM, oldest first. */
    public synchronized List<StageRecord> records() {
        return List.copyOf(records);
    }

    /** Remembers one object a type: the current task, say, for functions that are called without it. */
    public <T> void keep(Class<T> type, T value) {
        kept.put(type, value);
    }

    /** The object of that type that was kept last. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(kept.get(type)));
    }

    /**
     * The table of a stage: read from the folder where a call with equal facts left it, else made and stored. The manifest
     * tells where, as the fact {@code table}; the times of its files tell when it was last made or asked for.
     *
     * @param stage name of the stage function
     * @param facts everything that the result depends on, in a fixed order
     * @param work makes the table; whatever it throws passes through and nothing is stored
     */
    public Table table(String stage, Map<String, Object> facts, Supplier<Table> work) {
        Path file = file("data/" + stage + "-" + Fingerprint.of(stage, facts).substring(0, 12) + ".json");
        Instant began = Instant.now();
        boolean reused = Files.exists(file);
        Table table = reused ? StoredTable.read(file) : work.get();
        if (reused) {
            ProgressMeter.notice(
                    stage,
                    "same inputs, options and seed as before: " + table.rowCount() + " rows taken from "
                            + folder.relativize(file) + ", nothing computed or paid again");
            markUsed(file);
        } else {
            StoredTable.write(table, file);
            table.write().csv(file.toString().replaceAll("json$", "csv"));
        }
        Map<String, Object> told = new LinkedHashMap<>(facts);
        told.put("table", folder.relativize(file).toString());
        record(new StageRecord(stage, began, Duration.between(began, Instant.now()), reused, told, table));
        return table;
    }

    private static void markUsed(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Carries out a stage whose result is not stored (it is cheap, or it is a handle), and adds it to the manifest. */
    public <T> T call(String stage, Map<String, Object> facts, Supplier<T> work) {
        Instant began = Instant.now();
        T result = work.get();
        record(new StageRecord(stage, began, Duration.between(began, Instant.now()), false, facts, result));
        return result;
    }

    /** Adds a call of a stage to the manifest. */
    public synchronized void record(StageRecord record) {
        records.add(record);
        manifest.add(record);
    }

    /**
     * Writes a file whole or not at all: into a neighbour first, then moved into place, so that a full disk leaves the
     * old content, and an interrupt none: it would close a channel.
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                out.write(content);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    static Prompt2ModelException unwritable(Path file, IOException e) {
        return new Prompt2ModelException(
                "The file " + file + " could not be written",
                e.toString(),
                "free space or set " + FOLDER_VARIABLE + " to another folder; what was there before is unchanged",
                e);
    }
}
