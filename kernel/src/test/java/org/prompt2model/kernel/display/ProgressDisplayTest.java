package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prompt2model.run.Progress;

class ProgressDisplayTest {
    private final List<String> shown = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final ProgressDisplay progress = new ProgressDisplay(new Screen() {
        @Override
        public void show(DisplayData data) {
            ids.add(data.getDisplayId());
            shown.add("show " + data.getData(MIMEType.TEXT_PLAIN));
        }

        @Override
        public void update(DisplayData data) {
            ids.add(data.getDisplayId());
            shown.add("update " + data.getData(MIMEType.TEXT_PLAIN));
        }

        @Override
        public void clear(boolean wait) {
            shown.add("clear");
        }
    });

    @Test
    void aBarIsDrawnOnceAndThenUpdatedInPlace() {
        progress.onProgress(at(100, 10, false));
        progress.onProgress(at(200, 20, false));
        progress.onProgress(at(400, 40, true));
        assertThat(shown)
                .containsExactly(
                        "show fineTune: 100 of 400 steps · 30 s left · loss 0.5",
                        "update fineTune: 200 of 400 steps · 20 s left · loss 0.5",
                        "update fineTune: 400 of 400 steps · took 40 s · loss 0.5");
        assertThat(ids).doesNotContainNull();
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void aStageThatIsOverAtOnceDrawsNoBar() {
        progress.onProgress(at(400, 0, true));
        assertThat(shown).isEmpty();
    }

    @Test
    void aStageThatEndsBeforeItsEndDoesNotSayThatItTookSoLong() {
        progress.onProgress(at(100, 10, false));
        progress.onProgress(at(150, 15, true));
        assertThat(shown).last().isEqualTo("update fineTune: 150 of 400 steps · ended after 15 s · loss 0.5");
    }

    @Test
    void noticesAreLines() {
        progress.onNotice("split", "taken from the run folder");
        assertThat(shown).containsExactly("show split: taken from the run folder");
    }

    private static Progress at(long done, int seconds, boolean finished) {
        return new Progress(
                "fineTune", done, 400, "steps", Duration.ofSeconds(seconds), Map.of("loss", "0.5"), finished);
    }
}
