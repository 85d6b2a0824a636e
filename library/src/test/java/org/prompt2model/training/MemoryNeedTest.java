package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.NetworkShape;

class MemoryNeedTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void aBatchThatIsTooLargeIsWorkedOnInPartsThatFit() {
        MemoryNeed need = new MemoryNeed(GIGABYTE, 6 * GIGABYTE, 64, 512);
        assertThatCode(() -> need.require(5 * GIGABYTE)).doesNotThrowAnyException();
        assertThat(need.fits(9 * GIGABYTE)).isTrue();
        assertThat(need.fits(8 * GIGABYTE)).as("the estimate may be too low").isFalse();
        assertThat(need.tokensWithin(5 * GIGABYTE)).isEqualTo(64 * 512 / 2);
        assertThat(need.tokensWithin(GIGABYTE)).isEqualTo(1);
    }

    @Test
    void whatIsNeededIsToldBesideWhatIsFree() {
        assertThat(new MemoryNeed(GIGABYTE, GIGABYTE / 2, 8, 100).beside(4 * GIGABYTE))
                .isEqualTo("about 1.5 GB of memory are needed beside the model itself, and 4.0 GB are free");
    }

    @Test
    void aRowThatIsTooLongIsToBeLeftOut() {
        assertThatThrownBy(() -> new MemoryNeed(GIGABYTE, 10 * GIGABYTE, 2, 512).require(4 * GIGABYTE))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("1.0 GB for gradients and optimizer")
                .hasMessageContaining("5.0 GB for the longest row; 4.0 GB are free")
                .hasMessageContaining("longInputs");
    }

    @Test
    void aModelThatIsTooLargeIsToBeTrainedThroughAdapters() {
        assertThatThrownBy(() -> new MemoryNeed(5 * GIGABYTE, GIGABYTE, 1, 512).require(4 * GIGABYTE))
                .hasMessageContaining("lora")
                .hasMessageContaining("ADAFACTOR");
    }

    /** Section 4 of arXiv 2205.05198, for its model of 22B: 48 layers, width 6,144, 64 heads, 2,048 tokens. */
    @Test
    void activationsAreThoseOfThePaper() {
        double layers = 48.0 * 2048 * 6144 * (34 + 5.0 * 64 * 2048 / 6144);
        assertThat(new NetworkShape(48, 6144, 64, 0).activationBytes(2048, true, false))
                .isEqualTo((long) layers);
        assertThat(new NetworkShape(48, 6144, 64, 0).activationBytes(2048, false, false))
                .isEqualTo(2 * (long) layers);
    }

    @Test
    void computedAgainTheyAreThoseOfOneLayerAndTheInputsOfAll() {
        double layer = 2048.0 * 6144 * (34 + 5.0 * 64 * 2048 / 6144);
        assertThat(new NetworkShape(48, 6144, 64, 0).activationBytes(2048, true, true))
                .isEqualTo((long) (layer + 48.0 * 2048 * 6144 * 2));
    }
}
