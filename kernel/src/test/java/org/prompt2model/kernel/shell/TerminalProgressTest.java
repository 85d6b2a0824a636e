package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prompt2model.run.Progress;

class TerminalProgressTest {
    private static final String ANEW = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalProgress progress =
            new TerminalProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> 60);

    @Test
    void drawsOverItsOwnLineUntilTheEnd() {
        progress.onProgress(at(100, 10, false));
        progress.onProgress(at(400, 40, true));
        assertThat(written())
                .isEqualTo(ANEW + "fineTune: 100 of 400 steps · 30 s left · loss 0.5" + ANEW
                        + "fineTune: 400 of 400 steps · took 40 s · loss 0.5\n");
    }

    @Test
    void staysWithinTheLineThatItCanDrawOver() {
        progress.onProgress(new Progress(
                "fineTune", 1, 400, "steps", Duration.ofSeconds(1), Map.of("loss", "5".repeat(100)), false));
        assertThat(written().substring(ANEW.length())).hasSize(59).endsWith("…");
    }

    @Test
    void drawsNothingForAStageThatIsOverAtOnce() {
        progress.onProgress(at(400, 0, true));
        assertThat(written()).isEmpty();
    }

    @Test
    void aNoticeTakesTheLineOfTheBarThatIsDrawnAgainBelow() {
        progress.onProgress(at(100, 10, false));
        progress.onNotice("fineTune", "a word");
        progress.onProgress(at(200, 20, false));
        assertThat(written()).contains(ANEW + "fineTune: a word\n" + ANEW + "fineTune: 200 of 400");
    }

    @Test
    void breaksALongNoticeBetweenWords() {
        progress.onNotice("fineTune", "word ".repeat(20).strip());
        assertThat(written().lines()).hasSize(2).allMatch(line -> line.length() <= 60 && line.endsWith("word"));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static Progress at(long done, int seconds, boolean finished) {
        return new Progress(
                "fineTune", done, 400, "steps", Duration.ofSeconds(seconds), Map.of("loss", "0.5"), finished);
    }
}
