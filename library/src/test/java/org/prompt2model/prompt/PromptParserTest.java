package org.prompt2model.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teachers;

class PromptParserTest {
    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();
    private ProgressListener before;

    @BeforeEach
    void start() {
        Run.use(folder);
        before = ProgressMeter.listen(new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public void onNotice(String stage, String message) {
                notices.add(message);
            }
        });
    }

    @AfterEach
    void stop() {
        ProgressMeter.listen(before);
    }

    private static Task parse(String prompt) {
        return PromptParser.parse(prompt, PromptOptions.defaults().teacher(Teachers.of("rehearsal")));
    }

    @ParameterizedTest
    @CsvSource({"temporal,6,Only what the expression itself says", "messages,5,before it is bought."})
    void splitsTheShippedPromptsWithoutATeacher(String name, int examples, String end) throws IOException {
        Task task = parse(Files.readString(Path.of("..", "notebooks", "prompts", name + ".txt")));

        assertThat(task.instruction()).contains(end).doesNotContain("Examples", "Input:");
        assertThat(task.examples()).hasSize(examples);
        assertThat(folder.resolve("journal.jsonl")).doesNotExist();
        assertThat(Run.current().find(Task.class)).contains(task);
        assertThat(task.demonstrations().stringColumn("source")).containsOnly("demonstration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do it.\n\nExamples:\n\nInput: a b\nOutput: c\n\nInput: d\nOutput: e",
                "Do it.\nInput = \"a b\"\nOutput = \"c\"\nInput = \"d\"\nOutput = \"e\"",
                "Do it. For example:\na b -> c\nd -> e",
                "Do it.\n1. a b => c\n2. d => e\n",
                "Do it.\n\n### Examples\n- **Input:** a b\n  **Output:** c\n- **Input:** d\n  **Output:** e",
                "Do it.\n\nExample 1:\nInput: a b\nOutput: c\n\nExample 2:\nInput: d\nOutput: e\n",
                "Do it.\nInput: a b; Output: c\nInput: d; Output: e",
                "Do it.\r\n\r\nInput: a b\r\nOutput: c\r\n\r\nInput: d\r\nOutput: e\r\n",
            })
    void understandsTheUsualMarks(String prompt) {
        Task task = parse(prompt);
        assertThat(task.instruction()).isEqualTo("Do it.");
        assertThat(task.examples()).containsExactly(new Example("a b", "c"), new Example("d", "e"));
    }

    @Test
    void keepsInputsOfSeveralLines() {
        assertThat(parse("Sum up.\n\nInput: one\ntwo\nOutput: three").examples())
                .containsExactly(new Example("one\ntwo", "three"));
    }

    @Test
    void asksTheTeacherAboutAPromptInFreeWords() {
        Task task =
                parse("Turn dates and times into ISO 8601. For example, \"noon\" becomes \"T12:00\", and \"1 May 2000\""
                        + " becomes \"2000-05-01\".");
        assertThat(task.instruction()).isEqualTo("Turn dates and times into ISO 8601.");
        assertThat(task.examples())
                .containsExactly(new Example("noon", "T12:00"), new Example("1 May 2000", "2000-05-01"));
        assertThat(folder.resolve("journal.jsonl")).exists();
    }

    @Test
    void worksWithoutExamplesAndSaysWhatIsWeaker() {
        Task task = parse("Translate English to French.");
        assertThat(task.instruction()).isEqualTo("Translate English to French.");
        assertThat(task.examples()).isEmpty();
        assertThat(notices).anySatisfy(notice -> assertThat(notice).contains("no examples"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n "})
    void rejectsAnEmptyPrompt(String prompt) {
        assertThatThrownBy(() -> parse(prompt))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void rejectsExamplesWithoutAnInstruction() {
        assertThatThrownBy(() -> parse("Input: a\nOutput: b"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no instruction");
    }
}
