package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class RehearsalTeacherTest extends TeacherContract {
    @Override
    Teacher teacher() {
        return Teachers.of("rehearsal");
    }

    @Test
    void saysThatItIsARehearsalAndCostsNothing() {
        Teacher teacher = teacher();
        assertThat(teacher.name()).isEqualTo("rehearsal");
        assertThat(teacher.rehearsal()).isTrue();
        assertThat(teacher.ask(QUESTION).costUsd()).isZero();
        assertThat(teacher.worstCaseUsd(QUESTION)).isZero();
    }

    @Test
    void refusesATaskThatItHasNoRulesForAndSaysHowToConfigureAModel() {
        Question other = new Question("## Task\nTranslate English to French.\n\n## Input\nhello\n", 0, 0, 10);
        assertThatThrownBy(() -> teacher().ask(other))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("Translate English to French")
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("PROMPT2MODEL_TEACHER");
        assertThat(folder.resolve("journal.jsonl")).doesNotExist();
    }
}
