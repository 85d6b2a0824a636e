package org.prompt2model.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Parquet through DuckDB in memory, every column as text; a nested value becomes DuckDB's text of it. */
final class ParquetFiles {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetFiles() {}

    static Table read(Path file) throws IOException {
        requireMagic(file);
        String query = "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(" + quoted(file) + ")";
        try (Connection duck = connect();
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<StringColumn> columns = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                columns.add(StringColumn.create(rows.getMetaData().getColumnName(column)));
            }
            while (rows.next()) {
                for (int column = 0; column < columns.size(); column++) {
                    String cell = rows.getString(column + 1);
                    columns.get(column).append(cell == null ? "" : cell);
                }
            }
            return Table.create("rows", columns.toArray(new StringColumn[0]));
        } catch (SQLException e) {
            throw new Prompt2ModelException(
                    "The file " + file + " is not a whole Parquet file",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "fetch it again: a download may have ended early",
                    e);
        }
    }

    static void write(Table table, Path file) throws IOException {
        String columns = table.columnNames().stream()
                .map(name -> "\"" + name.replace("\"", "\"\"") + "\" VARCHAR")
                .collect(Collectors.joining(", "));
        String places =
                IntStream.range(0, table.columnCount()).mapToObj(i -> "?").collect(Collectors.joining(", "));
        try (Connection duck = connect();
                Statement statement = duck.createStatement()) {
            statement.execute("CREATE TABLE rows (" + columns + ")");
            try (PreparedStatement insert = duck.prepareStatement("INSERT INTO rows VALUES (" + places + ")")) {
                insertAll(table, insert);
            }
            statement.execute("COPY rows TO " + quoted(file) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void insertAll(Table table, PreparedStatement insert) throws SQLException {
        for (int row = 0; row < table.rowCount(); row++) {
            for (int number = 0; number < table.columnCount(); number++) {
                Column<?> column = table.column(number);
                insert.setString(number + 1, column.isMissing(row) ? null : column.getString(row));
            }
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private static void requireMagic(Path file) throws IOException {
        byte[] start;
        try (InputStream bytes = Files.newInputStream(file)) {
            start = bytes.readNBytes(MAGIC.length);
        }
        if (!Arrays.equals(start, MAGIC)) {
            throw new Prompt2ModelException(
                    "The file " + file + " is not a Parquet file, whatever its ending says",
                    "a Parquet file begins with PAR1, this one with '" + printable(start) + "'",
                    "give it the ending of what it is (.csv, .jsonl), or fetch it again");
        }
    }

    private static String printable(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", "?");
    }

    // DuckDB would otherwise fetch extensions from the network on its own.
    private static Connection connect() throws SQLException {
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duck.createStatement()) {
            statement.execute("SET autoinstall_known_extensions = false");
        }
        return duck;
    }

    private static String quoted(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
