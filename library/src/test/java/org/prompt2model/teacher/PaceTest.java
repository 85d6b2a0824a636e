package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** When requests begin within so many minutes, by a client that wakes up late by up to some milliseconds. */
    private static List<Long> starts(long perMinute, int minutes, long late) {
        Pace pace = new Pace();
        pace.limit(perMinute);
        List<Long> starts = new ArrayList<>();
        long now = 1_000;
        while (now < minutes * MINUTE) {
            long rest = pace.rest(now);
            if (rest > 0) {
                now += rest + (starts.size() * 7919L) % (late + 1);
            } else {
                pace.take(now, 1);
                starts.add(now);
            }
        }
        return starts;
    }

    private static int mostInAnyMinute(List<Long> starts) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < starts.size(); last++) {
            while (starts.get(last) - starts.get(first) >= MINUTE) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 20, 60, 600, 10_000})
    void noMinuteHasMoreThanItsLimitHoweverLateTheClientWakesUp(long perMinute) {
        assertThat(mostInAnyMinute(starts(perMinute, 5, 50 * MILLI))).isLessThanOrEqualTo((int) perMinute);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 600, 10_000})
    void almostTheWholeLimitIsUsed(long perMinute) {
        assertThat(starts(perMinute, 5, 3 * MILLI).size()).isGreaterThan((int) (perMinute * 5 * 0.96));
    }

    @Test
    void whatWasNotUsedIsGivenBack() {
        Pace pace = new Pace();
        pace.limit(1_000);
        pace.take(0, 1_000);
        pace.giveBack(900);
        assertThat(pace.rest(MINUTE / 9)).isLessThanOrEqualTo(0);
        assertThat(pace.rest(MINUTE / 12)).isPositive();
    }

    @Test
    void withoutALimitNothingWaits() {
        Pace pace = new Pace();
        pace.take(0, 1_000_000);
        assertThat(pace.rest(0)).isLessThanOrEqualTo(0);
    }
}
