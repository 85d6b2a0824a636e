package org.prompt2model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableFilesTest {
    private static final List<String> HARD = List.of(
            "007",
            "2021-03-03",
            "NA",
            "true",
            " spaces ",
            "comma, \"quote\"",
            "line\nbreak",
            "tab\there",
            "東京は首都 😀",
            "it's; fine");

    @TempDir
    private Path folder;

    @Test
    void everyKindGivesBackTheTextThatWasWritten() {
        for (String ending : List.of("csv", "tsv", "jsonl", "json", "parquet", "csv.gz", "jsonl.gz")) {
            Table table = Table.create(
                    "hard", StringColumn.create("input", HARD), StringColumn.create("the \"output\"", HARD));
            Path file = TableFiles.write(table, folder.resolve("below/hard." + ending));
            Table read = TableFiles.read(file);
            assertThat(read.name()).isEqualTo("hard");
            assertThat(read.columnNames()).as(ending).containsExactly("input", "the \"output\"");
            assertThat(read.stringColumn(0).asList()).as(ending).isEqualTo(HARD);
            assertThat(read.stringColumn(1).asList()).as(ending).isEqualTo(HARD);
        }
    }

    @Test
    void aMissingValueBecomesAnEmptyText() throws IOException {
        Path lines = write("a.jsonl", "{\"input\":\"x\"}\n\n{\"output\":1,\"input\":null}\n{\"more\":[1,{\"a\":2}]}\n");
        Table table = TableFiles.read(lines);
        assertThat(table.columnNames()).containsExactly("input", "output", "more");
        assertThat(table.stringColumn("input").asList()).containsExactly("x", "", "");
        assertThat(table.stringColumn("output").asList()).containsExactly("", "1", "");
        assertThat(table.stringColumn("more").asList()).containsExactly("", "", "[1,{\"a\":2}]");
        assertThat(TableFiles.read(write("a.csv", "input,output\nx,\n,y\n"))
                        .stringColumn("output")
                        .asList())
                .containsExactly("", "y");
    }

    @Test
    void numbersAreWrittenAsNumbersAndReadAsText() throws IOException {
        Table table = Table.create("t", IntColumn.create("n", 1, 2));
        Path file = TableFiles.write(table, folder.resolve("n.jsonl"));
        assertThat(Files.readString(file)).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
        assertThat(TableFiles.read(file).stringColumn("n").asList()).containsExactly("1", "2");
    }

    @Test
    void byteOrderMarksAreSkipped() throws IOException {
        Path bom = folder.resolve("bom.csv");
        Files.write(bom, "\uFEFFinput,output\nä,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(TableFiles.read(bom).columnNames()).containsExactly("input", "output");
        Path wide = folder.resolve("wide.csv");
        Files.write(wide, "input,output\nä,b\n".getBytes(StandardCharsets.UTF_16));
        assertThat(TableFiles.read(wide).stringColumn("input").asList()).containsExactly("ä");
    }

    @Test
    void aFileInAnotherEncodingIsToldWithItsLine() throws IOException {
        for (String ending : List.of("csv", "tsv", "jsonl", "json")) {
            Path file = folder.resolve("latin." + ending);
            Files.write(file, "{\"input\":\n\"ok\"}\n{\"input\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
            if (ending.equals("jsonl")) {
                Files.write(file, "{}\n{}\n{\"input\": \"caf\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThatThrownBy(() -> TableFiles.read(file))
                    .as(ending)
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("line 3")
                    .hasMessageContaining("iconv");
        }
    }

    @Test
    void aParquetFileThatIsTextIsTold() throws IOException {
        Path file = write("data.parquet", "input,output\n");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("data.parquet")
                .hasMessageContaining("'inpu'");
        Path cut = write("cut.parquet", "PAR1 and then nothing");
        assertThatThrownBy(() -> TableFiles.read(cut))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("not a whole Parquet file");
    }

    @Test
    void aTextFileThatIsBinaryIsTold() throws IOException {
        Path parquet = TableFiles.write(Table.create("t", StringColumn.create("a", "b")), folder.resolve("t.parquet"));
        Path disguised = Files.copy(parquet, folder.resolve("t.csv"));
        assertThatThrownBy(() -> TableFiles.read(disguised))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("not what its ending says")
                .hasMessageContaining(".parquet");
        Path zeros = folder.resolve("zeros.jsonl");
        Files.write(zeros, new byte[100]);
        assertThatThrownBy(() -> TableFiles.read(zeros)).hasMessageContaining("not what its ending says");
        Path plain = write("plain.csv.gz", "a,b\n1,2\n");
        assertThatThrownBy(() -> TableFiles.read(plain))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("not gzip");
    }

    @Test
    void aBrokenLineIsToldByItsNumber() throws IOException {
        Path file = write("a.jsonl", "{\"input\":\"a\"}\n".repeat(16) + "{\"input\": oops}\n");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("line 17");
        Path two = write("two.jsonl", "{\"input\":\"a\"} {\"input\":\"b\"}\n");
        assertThatThrownBy(() -> TableFiles.read(two)).hasMessageContaining("line 1");
        Path list = write("list.jsonl", "{}\n[1]\n");
        assertThatThrownBy(() -> TableFiles.read(list))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("line 2");
        Path object = write("object.json", "{\"input\":\"a\"}");
        assertThatThrownBy(() -> TableFiles.read(object))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("JSON array");
    }

    @Test
    void aRowWithTooManyCellsIsToldByItsNumber() throws IOException {
        Path file = write("a.csv", "input,output\na,b\nc,d,e,f\n");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("2");
        Path empty = write("empty.csv", "");
        assertThatThrownBy(() -> TableFiles.read(empty))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void longCellsAreRead() throws IOException {
        String cell = "x".repeat(100_000);
        assertThat(TableFiles.read(write("long.csv", "input,output\n" + cell + ",b\n"))
                        .stringColumn("input")
                        .get(0))
                .isEqualTo(cell);
    }

    @Test
    void anUnknownEndingAMissingFileAndAFolderAreTold() throws IOException {
        Path sheet = write("a.xlsx", "x");
        assertThatThrownBy(() -> TableFiles.read(sheet))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining(".parquet");
        assertThatThrownBy(() -> TableFiles.read(folder.resolve("none.csv")))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("missing");
        Path directory = Files.createDirectory(folder.resolve("folder.csv"));
        assertThatThrownBy(() -> TableFiles.read(directory)).hasMessageContaining("it is a folder");
        Table table = Table.create("t", StringColumn.create("a", "b"));
        assertThatThrownBy(() -> TableFiles.write(table, directory))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("could not be written");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
