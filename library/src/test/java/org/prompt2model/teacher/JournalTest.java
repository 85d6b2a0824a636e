package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.run.Run;

class JournalTest {
    private static final Question QUESTION = new Question("prompt", 0.5, 1, 10);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void useRun() {
        Run.use(folder);
        file = folder.resolve("journal.jsonl");
    }

    private static Question question(int number) {
        return new Question("prompt " + number, 0.5, 1, 10);
    }

    private static Reply reply(int number) {
        return new Reply.Text("answer \uD83D\uDE00 \n" + number, 3, 4, Double.NaN);
    }

    @Test
    void findsWhatAnEarlierProgramWroteAndSetsADamagedLastLineAside() throws IOException {
        Reply reply = reply(0);
        Journal.current().append("t", QUESTION, reply);
        Files.writeString(file, "{\"key\": \"half a li", StandardOpenOption.APPEND);

        Run.use(folder);

        assertThat(Journal.current().find("t", QUESTION)).contains(reply);
        Journal.current().append("t", question(1), reply);
        assertThat(file).content().hasLineCount(2).doesNotContain("half a li");
        assertThat(folder.resolve("journal.damaged.jsonl")).content().contains("half a li");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 200})
    void aJournalThatWasCutAnywhereGivesItsWholeLinesAndTakesMore(int cut) throws IOException {
        for (int i = 0; i < 3; i++) {
            Journal.current().append("t", question(i), reply(i));
        }
        byte[] content = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(content, content.length - cut));

        Run.use(folder);
        Journal.current().append("t", question(3), reply(3));
        Run.use(folder);

        for (int i : new int[] {0, 1, 3}) {
            assertThat(Journal.current().find("t", question(i))).contains(reply(i));
        }
        // Without its end of line the last reply is whole all the same.
        assertThat(Journal.current().find("t", question(2)).isPresent()).isEqualTo(cut == 1);
    }

    @Test
    void aDamagedLineFurtherUpLeavesTheOthers() throws IOException {
        for (int i = 0; i < 3; i++) {
            Journal.current().append("t", question(i), reply(i));
        }
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "rubbish \u0000 {", lines.get(1), "", lines.get(2)));

        for (int time = 0; time < 2; time++) {
            Run.use(folder);
            for (int i = 0; i < 3; i++) {
                assertThat(Journal.current().find("t", question(i))).contains(reply(i));
            }
        }
        assertThat(folder.resolve("journal.damaged.jsonl")).content().hasLineCount(1);
    }

    @Test
    void seesWhatAnotherProgramAddsMeanwhile() {
        Journal.current().append("t", question(0), reply(0));
        Journal mine = Journal.current();
        Run.use(folder);
        Journal other = Journal.current();
        for (int i = 1; i < 20; i++) {
            (i % 3 == 0 ? mine : other).append("t", question(i), reply(i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(mine.find("t", question(i))).contains(reply(i));
            assertThat(other.find("t", question(i))).contains(reply(i));
        }
    }

    @Test
    void manyThreadsWriteWholeLines() {
        Journal journal = Journal.current();
        IntStream.range(0, 500).parallel().forEach(i -> journal.append("t", question(i), reply(i)));
        Run.use(folder);
        for (int i = 0; i < 500; i++) {
            assertThat(Journal.current().find("t", question(i))).contains(reply(i));
        }
        assertThat(file).content().hasLineCount(500);
    }

    @Test
    void aReplyIsWrittenEvenByAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();
        Journal.current().append("t", QUESTION, reply(0));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Journal.current().find("t", QUESTION)).contains(reply(0));
    }

    @Test
    void aQuestionIsAnotherOneWithAnotherSeedTemperatureShapeOrTeacher() {
        Journal.current().append("t", QUESTION, new Reply.Refused("no", 0, 0, 0));
        assertThat(Journal.current().find("t", QUESTION)).isPresent();
        assertThat(Journal.current().find("u", QUESTION)).isEmpty();
        assertThat(Journal.current().find("t", new Question("prompt", 0.5, 2, 10)))
                .isEmpty();
        assertThat(Journal.current().find("t", new Question("prompt", 0.6, 1, 10)))
                .isEmpty();
        assertThat(Journal.current().find("t", QUESTION.as(JsonShape.object(JsonShape.text("a")))))
                .isEmpty();
    }

    @Test
    void aFailureIsWrittenDownButAskedAgain() {
        Journal.current().append("t", QUESTION, new Reply.Failed("down"));
        assertThat(Journal.current().find("t", QUESTION)).isEmpty();
        assertThat(file).content().contains("down");
    }
}
