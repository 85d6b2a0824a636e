package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.prompt2model.generation.ScriptedTeacher.inputs;
import static org.prompt2model.generation.ScriptedTeacher.numbered;
import static org.prompt2model.generation.ScriptedTeacher.wantsAnswers;

import java.nio.file.Path;
import java.util.Collections;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import tech.tablesaw.api.Table;

/** What ends a generation before it has its rows, and what is left then. */
class EndingTest {
    private static final String YES = numbered(Collections.nCopies(60, "yes"));

    @BeforeEach
    void useRun(@TempDir Path folder) {
        Run.use(folder);
    }

    private static GenerationOptions by(ScriptedTeacher teacher) {
        return GenerationOptions.defaults().teacher(teacher).plan(Plan.NONE).nearDuplicates(2);
    }

    private static Reply.Text text(Question question) {
        String said = wantsAnswers(question) ? YES : inputs(question, i -> question.seed() + " and " + i);
        return new Reply.Text(said, 300, 100, 0.001);
    }

    @Test
    void aTeacherThatRepeatsItselfIsStoppedAndItsRowsStay() {
        ScriptedTeacher teacher =
                ScriptedTeacher.saying(question -> inputs(question, i -> "always " + i % 7), question -> YES);
        try (Notices notices = new Notices()) {
            Table table = DatasetGenerator.generate(Tasks.open(), 1_000, by(teacher));
            assertThat(DataRows.kept(table).rowCount()).isEqualTo(7);
            assertThat(notices.told).anySatisfy(notice -> assertThat(notice)
                    .startsWith("test:scripted was not asked further: it repeats itself")
                    .endsWith("it ends with 7 of 1000 rows"));
        }
        assertThat(teacher.asked.size()).as("what was under way, and no more").isLessThan(60);
    }

    @Test
    void aTeacherThatAlwaysRefusesIsStoppedAfterTenQuestions() {
        ScriptedTeacher teacher = new ScriptedTeacher(0, question -> new Reply.Refused("I'd rather not", 5, 5, 0));
        assertThatThrownBy(() -> DatasetGenerator.generate(Tasks.open(), 100, by(teacher)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("gave no usable row")
                .hasMessageContaining("refused: I'd rather not");
        assertThat(teacher.asked).hasSize(10);
    }

    @Test
    void aTeacherThatWritesInputsAndRefusesToAnswerThemIsStoppedToo() {
        ScriptedTeacher teacher = new ScriptedTeacher(
                0, question -> wantsAnswers(question) ? new Reply.Refused("no answers", 5, 5, 0) : text(question));
        assertThatThrownBy(() -> DatasetGenerator.generate(Tasks.open(), 5_000, by(teacher)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("none of the last 120 inputs became a row")
                .hasMessageContaining("refused: no answers");
        assertThat(teacher.asked.size())
                .as("for 5,000 rows it would be about 375")
                .isLessThan(150);
    }

    @Test
    void failuresInBetweenCostNoRows() {
        ScriptedTeacher teacher = new ScriptedTeacher(
                0, question -> question.seed() % 3 == 1 ? new Reply.Failed("timeout") : text(question));
        Table table = DatasetGenerator.generate(Tasks.open(), 200, by(teacher));

        assertThat(DataRows.kept(table).rowCount()).isEqualTo(200);
        assertThat(table.stringColumn(Columns.REASON).asSet()).contains("no reply: timeout");
    }

    @Test
    void theBudgetOfTokensEndsItAndAnsweredRowsStay() {
        ScriptedTeacher teacher = new ScriptedTeacher(0, EndingTest::text);
        Table table = DatasetGenerator.generate(Tasks.open(), 5_000, by(teacher).budgetTokens(60_000));

        assertThat(teacher.asked.size() * 400).isLessThanOrEqualTo(60_000);
        assertThat(DataRows.kept(table).rowCount()).isGreaterThan(100);
        assertThat(table.stringColumn(Columns.REASON).asSet()).contains("no answer: the stage ended first");
    }

    @Test
    void theColumnOfCostsAddsUpToWhatWasSpent() {
        ScriptedTeacher teacher = new ScriptedTeacher(0, EndingTest::text);
        Table table = DatasetGenerator.generate(Tasks.open(), 300, by(teacher));

        assertThat(table.doubleColumn(Columns.COST_USD).sum())
                .isCloseTo(teacher.asked.size() * 0.001, Offset.offset(1e-9));
    }
}
