package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.prompt2model.generation.ScriptedTeacher.inputs;
import static org.prompt2model.generation.ScriptedTeacher.numbered;
import static org.prompt2model.generation.ScriptedTeacher.wanted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What is dropped, and why. */
class CheckingTest {
    private static final Pattern NUMBERED = Pattern.compile("\"\\d+\":\"([^\"]*)\"");

    @BeforeEach
    void useRun(@TempDir Path folder) {
        Run.use(folder);
    }

    /** Gives these inputs first, then others without end, and the same answer to all. */
    private static ScriptedTeacher giving(String answer, String... first) {
        return ScriptedTeacher.saying(
                question -> {
                    List<String> texts = new ArrayList<>(question.seed() == 0 ? List.of(first) : List.of());
                    while (texts.size() < wanted(question)) {
                        texts.add("filler " + question.seed() + " " + texts.size());
                    }
                    return numbered(texts);
                },
                question -> numbered(Collections.nCopies(60, answer)));
    }

    private static Table rows(ScriptedTeacher teacher, GenerationOptions options) {
        return DatasetGenerator.generate(
                Tasks.open(), 20, options.teacher(teacher).plan(Plan.NONE));
    }

    private static Map<String, String> reasons(Table table) {
        Map<String, String> reasons = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            reasons.putIfAbsent(
                    table.stringColumn(Columns.INPUT).get(row),
                    table.stringColumn(Columns.REASON).get(row));
        }
        return reasons;
    }

    @Test
    void inputsThatNearlyRepeatAnotherAreDropped() {
        ScriptedTeacher teacher = giving(
                "yes", "Where is my parcel, please?", "where is my parcel please", "Where is my parcel", "1 may 2000.");
        Table table = rows(teacher, GenerationOptions.defaults());

        assertThat(reasons(table))
                .containsEntry("Where is my parcel, please?", "")
                .containsEntry("where is my parcel please", "nearly the same input as a row of request 1")
                .containsEntry("Where is my parcel", "")
                .containsEntry("1 may 2000.", "nearly the same input as a demonstration");
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(20);
    }

    @Test
    void rowsTooCloseToTheRowsToTestOnAreDropped() {
        ScriptedTeacher teacher = giving("yes", "Is the lamp waterproof?", "Is the lamp heavy?");
        Table test = Table.create("test", StringColumn.create("input", "is the lamp WATERPROOF", "Another"));
        Table table = rows(teacher, GenerationOptions.defaults().apartFrom(test));

        assertThat(reasons(table))
                .containsEntry(
                        "Is the lamp waterproof?", "too close to a row to keep apart from: 'is the lamp WATERPROOF'")
                .containsEntry("Is the lamp heavy?", "");
        assertThatThrownBy(() -> GenerationOptions.defaults().apartFrom(Table.create("x", StringColumn.create("text"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'input'");
    }

    @Test
    void textsInAForeignScriptAreDroppedUnlessTheyAreAskedFor() {
        ScriptedTeacher teacher = giving("yes", "Где моя посылка?", "荷物はどこですか", "Ünïcödé 12:30", "12:30");
        assertThat(reasons(rows(teacher, GenerationOptions.defaults())))
                .containsEntry("Где моя посылка?", "written in Cyrillic letters, which the task does not use")
                .containsEntry("荷物はどこですか", "written in Hiragana letters, which the task does not use")
                .containsEntry("Ünïcödé 12:30", "")
                .containsEntry("12:30", "");
        assertThat(reasons(rows(teacher, GenerationOptions.defaults().sameScript(false))))
                .containsEntry("Где моя посылка?", "");
    }

    @Test
    void controlCharactersAreDroppedAndHtmlStays() {
        ScriptedTeacher teacher = giving(
                "yes",
                "<b>bold</b> <script>alert(1)</script>",
                "\\u0007bell",
                "\\ud83d half",
                "two\\nlines\\tand a tab");
        assertThat(reasons(rows(teacher, GenerationOptions.defaults())))
                .containsEntry("<b>bold</b> <script>alert(1)</script>", "")
                .containsEntry("\u0007bell", "control characters in the input")
                .containsEntry("\ud83d half", "control characters in the input")
                .containsEntry("two\nlines\tand a tab", "");
    }

    @Test
    void answersOutsideTheLabelsAreAskedForAgainAndThenDropped() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> inputs(question, i -> question.seed() + " review " + i),
                question -> answering(question.prompt(), input -> input.equals("0 review 1") ? "purple" : "good"));
        Table table = DatasetGenerator.generate(
                Tasks.labels(),
                4,
                GenerationOptions.defaults().teacher(teacher).plan(Plan.NONE).votes(1));

        assertThat(DataRows.examples(table))
                .hasSize(4)
                .extracting(Example::output)
                .containsOnly("Good");
        assertThat(table.stringColumn(Columns.REASON).asSet())
                .contains("no usable answer: not one of the task's labels (Good, Bad)");
    }

    private static String answering(String prompt, UnaryOperator<String> answer) {
        Matcher matcher = NUMBERED.matcher(prompt.substring(prompt.indexOf("## Inputs to answer")));
        List<String> answers = new ArrayList<>();
        while (matcher.find()) {
            answers.add(answer.apply(matcher.group(1)));
        }
        return numbered(answers);
    }

    @Test
    void examplesThatTheJudgeRatesLowAreDropped() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> {
            if (question.prompt().contains("## Examples to rate")) {
                return question.prompt().contains("filler 0 1\"")
                        ? "{\"1\": 5, \"2\": \"2\"}"
                        : "{\"1\": \"4\", \"2\": 5}";
            }
            return ScriptedTeacher.wantsAnswers(question)
                    ? numbered(Collections.nCopies(60, "yes"))
                    : inputs(question, i -> "filler " + question.seed() + " " + (i - 1));
        });
        GenerationOptions options =
                GenerationOptions.defaults().judge(true).examplesPerReply(2).nearDuplicates(2);
        Table table = DatasetGenerator.generate(
                Tasks.open(), 6, options.teacher(teacher).plan(Plan.NONE));

        assertThat(DataRows.kept(table).rowCount()).isEqualTo(6);
        assertThat(DataRows.kept(table).intColumn(Columns.RATING)).containsOnly(4, 5);
        assertThat(reasons(table)).containsEntry("filler 0 1", "rated 2 of 5 by the teacher");
    }

    @Test
    void aRepeatedDemonstrationIsToldAndUsedOnce() {
        Example shown = new Example("1 May 2000", "2000-05-01");
        Task task = Tasks.of("Write dates.", shown, shown, new Example("noon", "T12:00"), new Example("noon", "12"));
        ScriptedTeacher teacher = giving("yes");
        try (Notices notices = new Notices()) {
            DatasetGenerator.generate(
                    task, 2, GenerationOptions.defaults().teacher(teacher).plan(Plan.NONE));
            assertThat(notices.told)
                    .contains("1 repeated demonstration(s) in the prompt are used once")
                    .anySatisfy(notice -> assertThat(notice).contains("different outputs"));
        }
        assertThat(teacher.asked)
                .allSatisfy(question ->
                        assertThat(question.prompt().split("1 May 2000", -1)).hasSize(2));
    }

    @Test
    void whatIsWholeOfACutOffReplyCounts() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> "```json\n{\"1\": \"one " + question.seed() + "\", \"2\": \"two " + question.seed()
                        + "\", \"3\": \"thr",
                question ->
                        "Here: {\"answers\": [{\"id\": 1, \"output\": \"a\"}, {\"id\": 2, \"output\": {\"b\": 1}}]} done");
        Table table = DatasetGenerator.generate(
                Tasks.open(),
                2,
                GenerationOptions.defaults()
                        .teacher(teacher)
                        .plan(Plan.NONE)
                        .examplesPerReply(2)
                        .votes(1));

        assertThat(DataRows.examples(table))
                .containsExactly(new Example("one 0", "a"), new Example("two 0", "{\"b\":1}"));
    }
}
