package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@link TeacherBenchmark#killedAtTwentyMoments}. */
class KilledProcessTest {
    private static final int ROWS = 150;

    @TempDir
    Path folder;

    @Test
    void whatAKilledProgramPaidForIsNotPaidAgainAndTheTableIsTheSame() throws Exception {
        Manners manners = Manners.answering(new RehearsalAnswers()).latency(Duration.ofMillis(20));
        try (StandIn standIn = new StandIn(manners, 0)) {
            Map<String, String> settings = Map.of(
                    "PROMPT2MODEL_TEACHER",
                    "openai:m",
                    "OPENAI_BASE_URL",
                    standIn.url(Protocol.OPENAI),
                    "OPENAI_API_KEY",
                    "none");
            Path killed = folder.resolve("killed");
            for (int kill = 1; kill <= 2; kill++) {
                try (GeneratingProcess program = new GeneratingProcess(killed, ROWS, settings)) {
                    while (program.runs() && GeneratingProcess.journalLines(killed) < kill * 4L) {
                        Thread.sleep(5);
                    }
                }
            }
            String table;
            try (GeneratingProcess program = new GeneratingProcess(killed, ROWS, settings)) {
                table = program.result();
            }
            assertThat(GeneratingProcess.paidTwice(killed)).isZero();

            try (GeneratingProcess undisturbed = new GeneratingProcess(folder.resolve("whole"), ROWS, settings)) {
                assertThat(undisturbed.result()).startsWith("table ").isEqualTo(table);
            }
        }
    }
}
