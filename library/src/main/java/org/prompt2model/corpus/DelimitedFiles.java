package org.prompt2model.corpus;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * CSV and TSV with a header line, through Tablesaw, every column as text. White space around a cell without quotes is not
 * part of it, so every cell is written with quotes.
 */
final class DelimitedFiles {
    private static final int LONGEST_CELL = 10_000_000;

    private DelimitedFiles() {}

    static Table read(Path file, char separator) throws IOException {
        try (BufferedReader reader = TextFiles.open(file)) {
            requireHeader(file, reader);
            return Table.read()
                    .csv(CsvReadOptions.builder(reader)
                            .separator(separator)
                            .columnTypes(column -> ColumnType.STRING)
                            .missingValueIndicator("")
                            .sample(false)
                            .maxCharsPerColumn(LONGEST_CELL)
                            .build());
        } catch (CharacterCodingException e) {
            throw TextFiles.badEncoding(file, e);
        } catch (Prompt2ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw explain(file, separator, e);
        }
    }

    static void write(Table table, Path file, char separator) throws IOException {
        try (BufferedWriter writer = TextFiles.create(file)) {
            table.write()
                    .csv(CsvWriteOptions.builder(writer)
                            .separator(separator)
                            .quoteAllFields(true)
                            .ignoreLeadingWhitespaces(false)
                            .ignoreTrailingWhitespaces(false)
                            .build());
        }
    }

    private static void requireHeader(Path file, BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() < 0) {
            throw new Prompt2ModelException(
                    "The file " + file + " is empty", "it has not even a header line", "check where it comes from");
        }
        reader.reset();
    }

    private static RuntimeException explain(Path file, char separator, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException encoding) {
                return TextFiles.badEncoding(file, encoding);
            }
        }
        String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new Prompt2ModelException(
                "The file " + file + " is not a table of columns separated by "
                        + (separator == ',' ? "commas" : "tabs"),
                firstLine,
                "give each row as many cells as the header has, and put cells that hold "
                        + (separator == ',' ? "a comma" : "a tab")
                        + ", a quote or a line break into double quotes",
                e);
    }
}
