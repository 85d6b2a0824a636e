package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.SplitOptions;
import org.prompt2model.corpus.Splits;
import org.prompt2model.corpus.Splitter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

class LineageTest {
    @TempDir
    Path folder;

    @BeforeEach
    void useRun() {
        Run.use(folder);
    }

    private static Table generated() {
        return DatasetGenerator.generate(
                Tasks.open(), 60, GenerationOptions.defaults().teacher(Teachers.of("rehearsal")));
    }

    @Test
    void tellsPromptsRepliesVotesAndVerdictOfARow() {
        Table table = generated();
        int row = table.stringColumn(Columns.REASON)
                .indexOf(table.stringColumn(Columns.REASON).asList().stream()
                        .filter(reason -> reason.startsWith("lost"))
                        .findFirst()
                        .orElseThrow());
        Lineage lineage = Lineage.of(table, row);

        assertThat(lineage.input()).isEqualTo(table.stringColumn(Columns.INPUT).get(row));
        assertThat(lineage.facts()).containsKeys("verdict", "reason", "votes", "agreement", "cost_usd");
        assertThat(lineage.steps()).hasSizeGreaterThan(2).allSatisfy(step -> assertThat(step.exchange())
                .isPresent());
        assertThat(lineage.steps().get(0).exchange().orElseThrow().question().prompt())
                .contains("## New inputs");
        assertThat(lineage.steps().get(1).exchange().orElseThrow().question().prompt())
                .contains("## Inputs to answer", lineage.input());
        assertThat(lineage.toString())
                .contains(lineage.input(), "lost the vote: 2 of 3", "## New inputs", "rehearsal", "--- reply");
    }

    @Test
    void findsTheRowOfASplitAmongTheTablesOfTheRun() {
        Table table = generated();
        Splits splits = Splitter.split(
                List.of(table), SplitOptions.defaults().validation(10).test(10));
        Lineage lineage = Lineage.of(splits.test(), 3);

        assertThat(lineage.output())
                .isEqualTo(splits.test().stringColumn(Columns.OUTPUT).get(3));
        assertThat(lineage.facts()).containsEntry("verdict", "kept");
        assertThat(lineage.steps()).isNotEmpty();
    }

    @Test
    void aRowThatNobodyWasAskedForSaysSo() {
        Lineage lineage = Lineage.of(Tasks.open().demonstrations(), 0);
        assertThat(lineage.steps()).isEmpty();
        assertThat(lineage.toString()).contains("source: demonstration", "no teacher was asked");
    }

    @Test
    void inAnotherRunTheRequestsAreNamedAlthoughTheirTextsAreGone() {
        Table table = generated();
        Run.use(folder.resolve("elsewhere"));
        assertThat(Lineage.of(table, 0).steps()).isNotEmpty().allSatisfy(step -> assertThat(step.exchange())
                .isEmpty());
        assertThat(Lineage.of(table, 0).toString()).contains("not in the journal of this run");
    }

    @Test
    void rejectsRowsThatAreNot() {
        Table rows = DataRows.of("few", List.of(), "given");
        assertThatThrownBy(() -> Lineage.of(rows, 0))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'few' has no row 0");
    }
}
