package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LearningRateTest {
    @ParameterizedTest
    @EnumSource(Schedule.class)
    void risesInALineToItsPeak(Schedule schedule) {
        LearningRate rate = new LearningRate(0.2, 10, 100, schedule);
        assertThat(rate.at(1)).isCloseTo(0.02, within(1e-12));
        assertThat(rate.at(5)).isCloseTo(0.1, within(1e-12));
        assertThat(rate.at(10)).isCloseTo(0.2, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"COSINE, 0.51, 0.02", "LINEAR, 0.5, 0", "CONSTANT, 1, 1", "INVERSE_SQUARE_ROOT, 0.4264, 0.3162"})
    void fallsAsItsScheduleSays(Schedule schedule, double halfway, double atTheEnd) {
        LearningRate rate = new LearningRate(1, 10, 100, schedule);
        assertThat(rate.at(55)).isCloseTo(halfway, within(1e-4));
        assertThat(rate.at(100)).isCloseTo(atTheEnd, within(1e-4));
    }

    @Test
    void withoutARiseItBeginsAtItsPeak() {
        assertThat(new LearningRate(1, 0, 100, Schedule.LINEAR).at(1)).isCloseTo(0.99, within(1e-12));
    }
}
