package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.prompt2model.generation.ScriptedTeacher.inputs;
import static org.prompt2model.generation.ScriptedTeacher.numbered;
import static org.prompt2model.generation.ScriptedTeacher.wanted;
import static org.prompt2model.generation.ScriptedTeacher.wantsAnswers;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the teacher is asked for: plans, labels, languages, examples. */
class SteeringTest {
    private static final GenerationOptions OPTIONS =
            GenerationOptions.defaults().examplesPerReply(2).nearDuplicates(2);

    @BeforeEach
    void useRun(@TempDir Path folder) {
        Run.use(folder);
    }

    private static ScriptedTeacher planning(String plan) {
        return ScriptedTeacher.saying(question -> {
            if (question.prompt().contains("## Plan")) {
                return plan;
            }
            return wantsAnswers(question) ? sameForAll("yes") : inputs(question, i -> question.seed() + " and " + i);
        });
    }

    /** More answers than any prompt asks for. */
    private static String sameForAll(String answer) {
        return numbered(Collections.nCopies(60, answer));
    }

    private static Map<String, Integer> counts(StringColumn column) {
        Map<String, Integer> counts = new HashMap<>();
        column.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    @Test
    void eachValueOfThePlanIsAskedForEquallyOften() {
        ScriptedTeacher teacher = planning("");
        Table table = DatasetGenerator.generate(
                Tasks.open(), 24, OPTIONS.teacher(teacher).plan("topic: a | b | c\nlength: short | long"));

        Map<String, Integer> rows = counts(DataRows.kept(table).stringColumn(Columns.ATTRIBUTES));
        assertThat(rows.keySet()).allMatch(attributes -> attributes.matches("topic: [abc]; length: (short|long)"));
        assertThat(rows.keySet().size()).as("combinations").isGreaterThan(3);
        for (String topic : List.of("a", "b", "c")) {
            assertThat(rows.entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith("topic: " + topic))
                            .mapToInt(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(8);
        }
        assertThat(teacher.asked).filteredOn(question -> wanted(question) > 0).allSatisfy(question -> assertThat(
                        question.prompt())
                .containsPattern("1 to [12]: topic: [abc]; length: "));
    }

    @Test
    void theTeachersPlanIsShownInTheFormThatTheOptionTakes() {
        ScriptedTeacher teacher =
                planning("Sure: {\"topic\": [\"work | play\", \"home\"], \"length\": [\"short\"], \"x\": []}");
        try (Notices notices = new Notices()) {
            DatasetGenerator.generate(Tasks.open(), 4, OPTIONS.teacher(teacher));
            assertThat(notices.told)
                    .anySatisfy(notice -> assertThat(notice).endsWith("topic: work play | home\nlength: short"));
        }
        Plan plan = DatasetGenerator.plan(Tasks.open(), OPTIONS.teacher(teacher));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        assertThat(plan.with("tone", List.of("rude")).attributes()).containsKeys("topic", "length", "tone");
    }

    @Test
    void aReplyWithoutAPlanIsToldAndDoneWithout() {
        try (Notices notices = new Notices()) {
            Table table = DatasetGenerator.generate(Tasks.open(), 4, OPTIONS.teacher(planning("What plan?")));
            assertThat(DataRows.kept(table).rowCount()).isEqualTo(4);
            assertThat(notices.told).anySatisfy(notice -> assertThat(notice).startsWith("no plan"));
        }
    }

    @Test
    void rejectsPlansThatAreNone() {
        assertThatThrownBy(() -> Plan.parse("just words"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("just words");
        assertThatThrownBy(() -> Plan.parse("topic: | |")).hasMessageContaining("0 values");
    }

    @Test
    void labelsThatTheTaskHasAreAskedForInTurnAndCountAsAVote() {
        ScriptedTeacher teacher = planning("{\"Label\": [\"good\", \"bad\", \"mixed\", \"purple\"]}");
        Table table = DatasetGenerator.generate(
                Tasks.labels(), 12, OPTIONS.teacher(teacher).votes(1));

        Map<String, Integer> labels = counts(DataRows.kept(table).stringColumn(Columns.OUTPUT));
        assertThat(labels).containsOnlyKeys("Good", "Bad", "mixed").containsValues(4);
        assertThat(teacher.asked)
                .as("with one vote wanted, no answer is asked for")
                .noneMatch(ScriptedTeacher::wantsAnswers);
    }

    @Test
    void aLabelThatTheAnswersContradictIsVotedDown() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> inputs(question, i -> "text " + question.seed() + " " + i), question -> sameForAll("bad"));
        Table table = DatasetGenerator.generate(
                Tasks.labels(), 2, OPTIONS.teacher(teacher).plan("label: Good"));

        assertThat(DataRows.examples(table)).extracting(Example::output).containsOnly("Bad");
        assertThat(DataRows.kept(table).intColumn(Columns.VOTES)).containsOnly(3);
        assertThat(table.stringColumn(Columns.REASON)).contains("lost the vote: 2 of 3 for 'Bad'");
    }

    @Test
    void bestRowsAreShownInLaterPromptsAndOthersAreNot() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> inputs(question, i -> (i % 2 == 0 ? "doubtful " : "sure ") + question.seed()),
                question -> question.prompt().contains("\"1\":\"sure")
                        ? numbered(List.of("yes", question.temperature() > 0 ? "no" : "yes"))
                        : numbered(List.of(question.temperature() > 0 ? "no" : "yes", "yes")));
        DatasetGenerator.generate(Tasks.open(), 200, OPTIONS.teacher(teacher).plan(Plan.NONE));

        List<String> shown = teacher.asked.stream()
                .map(Question::prompt)
                .filter(prompt -> prompt.contains("## Written before"))
                .toList();
        assertThat(shown).isNotEmpty().allSatisfy(prompt -> assertThat(prompt.split("## Written before", -1)[1])
                .contains("sure ")
                .doesNotContain("doubtful"));
    }

    @Test
    void aForeignInstructionIsKeptOrTranslatedAsAsked() {
        Task task = Tasks.of("Schreibe das Datum nach ISO 8601.", new Example("1. Mai 2000", "2000-05-01"));
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> {
            if (question.prompt().contains("## Instruction to translate")) {
                return "Write the date in ISO 8601.";
            }
            return wantsAnswers(question)
                    ? sameForAll("2000-01-01")
                    : inputs(question, i -> i + ". Mai " + question.seed());
        });
        GenerationOptions options = OPTIONS.teacher(teacher).plan(Plan.NONE);
        DatasetGenerator.generate(task, 2, options);
        assertThat(teacher.asked)
                .allSatisfy(question -> assertThat(question.prompt()).contains("Schreibe das Datum"));

        teacher.asked.clear();
        DatasetGenerator.generate(task, 2, options.language(PromptLanguage.ENGLISH));
        assertThat(teacher.asked.subList(1, teacher.asked.size())).allSatisfy(question -> assertThat(question.prompt())
                .contains("Write the date in ISO 8601.", "1. Mai 2000")
                .doesNotContain("Schreibe"));
    }

    @Test
    void promptsKeepToTheirLengthByLeavingExamplesOut() {
        Example[] many = new Example[30];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Example("example number " + i + " with quite a few words in it", "out " + i);
        }
        ScriptedTeacher teacher = planning("");
        DatasetGenerator.generate(
                Tasks.of("Say yes.", many),
                30,
                OPTIONS.teacher(teacher).plan(Plan.NONE).promptTokens(500));

        assertThat(teacher.asked).allSatisfy(question -> assertThat(question.prompt())
                .hasSizeLessThanOrEqualTo(2_000)
                .contains("example number 0")
                .doesNotContain("example number 29"));
    }

    @Test
    void anInstructionThatFillsThePromptSaysWhatToDo() {
        Task task = Tasks.of("Do it. ".repeat(600));
        assertThatThrownBy(() -> DatasetGenerator.generate(
                        task, 5, OPTIONS.teacher(Teachers.of("rehearsal")).promptTokens(1_000)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("about 1051")
                .hasMessageContaining("promptTokens(");
    }
}
