package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.run.Run;

class JournalTest {
    private static final Question QUESTION = new Question("prompt", 0.5, 1, 10);

    @TempDir
    Path folder;

    @BeforeEach
    void useRun() {
        Run.use(folder);
    }

    @Test
    void findsWhatAnEarlierProgramWroteAndSetsADamagedLastLineAside() throws IOException {
        Reply reply = new Reply.Text("answer", 3, 4, Double.NaN);
        Journal.current().append("t", QUESTION, reply);
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, "{\"key\": \"half a li", StandardOpenOption.APPEND);

        Run.use(folder);

        assertThat(Journal.current().find("t", QUESTION)).contains(reply);
        Journal.current().append("t", new Question("other", 0.5, 1, 10), reply);
        assertThat(file).content().hasLineCount(2).doesNotContain("half a li");
        assertThat(folder.resolve("journal.damaged.jsonl")).content().contains("half a li");
    }

    @Test
    void aQuestionIsAnotherOneWithAnotherSeedTemperatureOrTeacher() {
        Journal.current().append("t", QUESTION, new Reply.Refused("no", 0, 0, 0));
        assertThat(Journal.current().find("t", QUESTION)).isPresent();
        assertThat(Journal.current().find("u", QUESTION)).isEmpty();
        assertThat(Journal.current().find("t", new Question("prompt", 0.5, 2, 10)))
                .isEmpty();
        assertThat(Journal.current().find("t", new Question("prompt", 0.6, 1, 10)))
                .isEmpty();
    }

    @Test
    void aFailureIsWrittenDownButAskedAgain() {
        Journal.current().append("t", QUESTION, new Reply.Failed("down"));
        assertThat(Journal.current().find("t", QUESTION)).isEmpty();
        assertThat(folder.resolve("journal.jsonl")).content().contains("down");
    }
}
