package org.prompt2model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.UppercaseStudent;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

class RunReportTest {
    private static final ReportOptions OPTIONS = ReportOptions.defaults();

    @TempDir
    Path folder;

    private Run run;

    @BeforeEach
    void useAFolderOfItsOwn() {
        run = Run.use(folder);
    }

    @Test
    void tellsEachStageInOrderWithTablesChartsCardScoresAndCost() throws IOException {
        everyStage();

        Path file = RunReport.write(run, "Dates to ISO", OPTIONS);
        String html = Files.readString(file);

        assertThat(file).isEqualTo(run.folder().resolve("report/dates-to-iso.html"));
        // Without the pictures: AssertJ's search for a subsequence copies the text at every match it tries.
        assertThat(html.replaceAll("base64,[^\"]+", "base64,"))
                .containsSubsequence("1. parsePrompt", "2. generateDataset", "3. fineTune", "4. evaluate")
                .contains("showing 10 of 300 rows", "0.0300 US dollars", "prompt2model/capitals")
                .contains(
                        "<dt>exact_match, 300 rows</dt><dd>0.942 [0.910, 0.965]</dd>",
                        "data:image/png;base64,",
                        "<td>42</td>")
                .doesNotContain("src=\"http", "<link");
    }

    @Test
    void writesTheSameAsMarkdownWithItsPicturesBeside() throws IOException {
        everyStage();
        RunReport.write(run, "Dates to ISO", OPTIONS);

        String markdown = Files.readString(run.folder().resolve("report/dates-to-iso.md"));

        assertThat(markdown).startsWith("# Dates to ISO").contains("## 4. evaluate (rehearsal)", "| exact\\_match |");
        assertThat(run.folder().resolve("report/dates-to-iso/stage-4.png")).exists();
        assertThat(markdown).contains("](dates-to-iso/stage-4.png)");
    }

    @Test
    void saysThatTheRehearsalTeacherWasUsedAndOnlyThen() throws IOException {
        run.table("loadDataset", Map.of(), () -> SampleTables.rows("loadDataset", false));
        assertThat(Files.readString(RunReport.write(run, "plain", OPTIONS))).doesNotContain("<strong>Rehearsal.");

        run.table("generateDataset", Map.of(), SampleTables::generated);
        assertThat(Files.readString(RunReport.write(run, "labelled", OPTIONS))).contains("<strong>Rehearsal.");
    }

    @Test
    void escapesWhatUsersAndModelsWrote() throws IOException {
        Table rows = DataRows.of("<b>rows</b>", List.of(new Example("<script>alert(1)</script>", "a|b")), "generated");
        run.table("loadDataset", Map.of("file", "\"><img src=x>"), () -> rows);

        String html = Files.readString(RunReport.write(run, "<i>title</i>", OPTIONS));

        assertThat(html)
                .contains("&lt;script&gt;alert(1)", "&lt;i&gt;title", "&quot;&gt;&lt;img src=x&gt;")
                .doesNotContain("<script>", "<i>title", "<img src=x");
        assertThat(Files.readString(run.folder().resolve("report/i-title-i.md")))
                .contains("a\\|b")
                .doesNotContain("<script>");
    }

    @Test
    void tellsTheFirstScoreOfEachEvaluationInItsHead() throws IOException {
        run.table("evaluate", Map.of("rows", "generated"), SampleTables::evaluation);
        Table handwritten = SampleTables.evaluation();
        handwritten.doubleColumn("score").set(0, 0.733);
        handwritten.intColumn("n").set(0, 1_191);
        run.table("evaluate", Map.of("rows", "handwritten"), () -> handwritten);

        assertThat(Files.readString(RunReport.write(run, "two", OPTIONS)))
                .contains("<dt>exact_match, 300 rows</dt><dd>0.942", "<dt>exact_match, 1,191 rows</dt><dd>0.733");
    }

    @Test
    void putsTheNamesOfNumbersAboveTheirEnds() throws IOException {
        run.table("evaluate", Map.of(), SampleTables::evaluation);

        assertThat(Files.readString(RunReport.write(run, "heads", OPTIONS)))
                .contains("<th scope=\"col\" class=\"number\">score</th>", "<th scope=\"col\">metric</th>");
    }

    @Test
    void keepsShortTextsOnOneLineAndLetsLongNamesBreakBetweenTheirParts() throws IOException {
        run.table("evaluate", Map.of(), SampleTables::evaluation);
        run.table("compare", Map.of(), SampleTables::comparison);

        assertThat(Files.readString(RunReport.write(run, "breaks", OPTIONS)))
                .contains("<td class=\"short\">squad_exact_match</td>", ">squad_<wbr>f1_<wbr>low</th>")
                .contains("<td class=\"number\">837,000</td>");
    }

    @Test
    void countsAStoredResultAsFreeAndSaysSo() throws IOException {
        run.table("generateDataset", Map.of("seed", 1), SampleTables::generated);
        run = Run.use(folder);
        run.table("generateDataset", Map.of("seed", 1), SampleTables::generated);

        assertThat(Files.readString(RunReport.write(run, "again", OPTIONS)))
                .contains("taken from the run folder", "<dd>0 US dollars</dd>");
    }

    @Test
    void tellsOfAStudentThatWasClosedMeanwhile() throws IOException {
        UppercaseStudent student = new UppercaseStudent("capitals", false);
        run.call("fineTune", Map.of(), () -> student);
        student.close();

        assertThat(Files.readString(RunReport.write(run, "closed", OPTIONS))).contains("is closed");
    }

    @Test
    void rejectsABlankTitleAnEmptyRunAndNoRows() {
        assertThatThrownBy(() -> RunReport.write(run, "title", OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("nothing to report");
        assertThatThrownBy(() -> RunReport.write(run, " ", OPTIONS)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> OPTIONS.rows(0)).isInstanceOf(Prompt2ModelException.class);
    }

    @Test
    void namesItsFileAfterTheTitleInAnyScript() {
        assertThat(RunReport.slug("Dates → ISO, 2nd try!")).isEqualTo("dates-iso-2nd-try");
        assertThat(RunReport.slug("日付")).isEqualTo("日付");
        assertThat(RunReport.slug("../..")).isEqualTo("report");
    }

    private void everyStage() {
        Table demonstrations = DataRows.of("demos", List.of(new Example("noon", "T12:00")), "demonstration");
        run.call("parsePrompt", Map.of(), () -> new Task("Write times in ISO 8601.", demonstrations));
        run.table("generateDataset", Map.of("teacher", "rehearsal", "seed", 42), SampleTables::generated);
        run.call("fineTune", Map.of("seed", 7), () -> new UppercaseStudent("capitals", true));
        run.table("evaluate", Map.of(), SampleTables::evaluation);
    }
}
