package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;

class ReplayTest {
    @TempDir
    Path folder;

    private final StandInTeachers environment = new StandInTeachers();
    private List<Reply> paid;

    /** A run that was paid for, and after which there is neither key nor endpoint. */
    @BeforeEach
    void pay() throws IOException {
        Run.use(folder);
        environment.set("PROMPT2MODEL_TEACHER", "").set("PROMPT2MODEL_TEACHER_PRICE", "1,2");
        try (StandIn standIn = new StandIn()) {
            environment.lead(Providers.OPENAI, standIn.url(Protocol.OPENAI));
            standIn.first(400, "{}");
            paid = Questions.of(20)
                    .ask(Teachers.of("openai:m", TeacherOptions.defaults().inFlight(1)), 5)
                    .replies;
        }
        environment.set("OPENAI_API_KEY", "").set("OPENAI_BASE_URL", "").set("PROMPT2MODEL_TEACHER", "replay");
        Run.use(folder);
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    @Test
    void answersAsTheTeacherDidUnderItsNameFailuresIncluded() {
        Teacher replay = Teachers.fromEnvironment();
        assertThat(replay.name()).isEqualTo("openai:m");
        assertThat(paid.get(0)).isInstanceOf(Reply.Failed.class);
        assertThat(Questions.of(20).ask(replay, 5).replies).isEqualTo(paid);
        assertThat(replay.spentUsd()).isZero();
    }

    @Test
    void ateacherThatANotebookNamesIsReplayedAsWell() {
        assertThat(Questions.of(20).ask(Teachers.of("openai:m"), 5).replies).isEqualTo(paid);
    }

    @Test
    void aQuestionThatWasNeverAskedIsToldApart() {
        assertThatThrownBy(() -> Questions.of(21).ask(Teachers.fromEnvironment(), 5))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("Question 20")
                .hasMessageContaining("same options");
    }

    @Test
    void ofSeveralTeachersOneIsToBeNamed() {
        Journal.current().append("openai:n", new Question("q", 0, 0, 1), new Reply.Text("a", 1, 1, 0));
        assertThatThrownBy(Teachers::fromEnvironment)
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("openai:m, openai:n");
        environment.set("PROMPT2MODEL_TEACHER", "replay:openai:n");
        assertThat(Teachers.fromEnvironment().name()).isEqualTo("openai:n");
    }

    @Test
    void anEmptyRunHasNothingToReplay() {
        Run.use(folder.resolve("elsewhere"));
        assertThatThrownBy(Teachers::fromEnvironment)
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("PROMPT2MODEL_RUN");
    }
}
