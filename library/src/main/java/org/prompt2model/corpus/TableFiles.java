package org.prompt2model.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tech.tablesaw.api.Table;

/**
 * Reads and writes tables: {@code .csv}, {@code .tsv}, {@code .jsonl} (also {@code .ndjson}), {@code .json} (an array of
 * objects) and {@code .parquet}; all but Parquet also with {@code .gz} after it.
 *
 * <p>Every column comes back as text, exactly as it stands in the file, since '007', '2021-03-03' and 'NA' are data
 * here. A missing value becomes an empty text. Text files are UTF-8, with or without a byte order mark.
 */
public final class TableFiles {
    private static final String ENDINGS = ".csv, .tsv, .jsonl, .json, .parquet; .gz may follow the first four";

    private TableFiles() {}

    /**
     * Reads a file, by its ending.
     *
     * @return a new table named as the file without its ending
     * @throws Prompt2ModelException if the file is missing, of an unknown kind, not what its ending says, or too large
     *     for the memory; it says where in the file and what to do
     */
    public static Table read(Path file) {
        String kind = kind(file);
        requireReadable(file);
        try {
            return switch (kind) {
                case "csv" -> DelimitedFiles.read(file, ',').setName(name(file));
                case "tsv" -> DelimitedFiles.read(file, '\t').setName(name(file));
                case "json" -> JsonFiles.readArray(file).setName(name(file));
                case "parquet" -> ParquetFiles.read(file).setName(name(file));
                default -> JsonFiles.readLines(file).setName(name(file));
            };
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The file " + file + " could not be read", e.toString(), "check the file and the disk", e);
        }
    }

    /**
     * Writes a table, by the file's ending; a file that is there is replaced, and folders above it are made.
     *
     * @return the file
     * @throws Prompt2ModelException if the ending is unknown or the file cannot be written
     */
    public static Path write(Table table, Path file) {
        String kind = kind(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            switch (kind) {
                case "csv" -> DelimitedFiles.write(table, file, ',');
                case "tsv" -> DelimitedFiles.write(table, file, '\t');
                case "json" -> JsonFiles.writeArray(table, file);
                case "parquet" -> ParquetFiles.write(table, file);
                default -> JsonFiles.writeLines(table, file);
            }
            return file;
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The file " + file + " could not be written",
                    e.toString(),
                    "choose a folder that you may write and that has space",
                    e);
        }
    }

    /** Whether the file's ending is one that {@link #read} knows. */
    public static boolean knows(Path file) {
        return switch (ending(file)) {
            case "csv", "tsv", "json", "jsonl", "ndjson" -> true;
            case "parquet" -> !zipped(file);
            default -> false;
        };
    }

    private static String kind(Path file) {
        if (!knows(file)) {
            throw new Prompt2ModelException(
                    "The kind of the file " + file + " is not known",
                    "its ending says what a file is, and this one's is none of those that can be read",
                    "use one of " + ENDINGS);
        }
        return ending(file);
    }

    private static void requireReadable(Path file) {
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new Prompt2ModelException(
                    "There is no file " + file + " that can be read",
                    Files.isDirectory(file) ? "it is a folder" : "it is missing, or you may not read it",
                    "check the path; a relative one starts at " + Path.of("").toAbsolutePath());
        }
    }

    private static boolean zipped(Path file) {
        return fileName(file).endsWith(".gz");
    }

    private static String ending(Path file) {
        String plain = fileName(file).replaceFirst("\\.gz$", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private static String name(Path file) {
        String plain = file.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
        return plain.substring(0, plain.lastIndexOf('.'));
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
