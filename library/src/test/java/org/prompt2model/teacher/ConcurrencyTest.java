package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    /** Rounds of requests to an endpoint with so many places; gives the requests that were answered. */
    private static int answered(Concurrency concurrency, int places, int rounds) {
        int answered = 0;
        for (int round = 1; round <= rounds; round++) {
            int sent = concurrency.limit();
            for (int inFlight = sent; inFlight > places; inFlight--) {
                concurrency.overdone(1_000L * round, 1_000L * round + 1, inFlight);
            }
            for (int i = 0; i < Math.min(sent, places); i++) {
                concurrency.succeeded(100, Math.min(sent, places));
                answered++;
            }
        }
        return answered;
    }

    @Test
    void comesUpToWhatIsAllowedWithinAFewRounds() {
        Concurrency concurrency = new Concurrency(64, false);
        assertThat(concurrency.limit()).isLessThan(8);
        answered(concurrency, 1_000, 5);
        assertThat(concurrency.limit()).isEqualTo(64);
    }

    @Test
    void anEndpointWithFixedPlacesIsKeptBusy() {
        assertThat(answered(new Concurrency(64, false), 16, 1_000)).isGreaterThan((int) (0.95 * 16_000));
    }

    @Test
    void oneRefusalOfABurstCountsForAll() {
        Concurrency concurrency = new Concurrency(32, false);
        answered(concurrency, 1_000, 5);
        for (int i = 0; i < 10; i++) {
            concurrency.overdone(100, 200, 32 - i);
        }
        assertThat(concurrency.limit()).isEqualTo(25);
    }

    @Test
    void refusalsThatComeAtOnceTellHowManyWereAccepted() {
        Concurrency concurrency = new Concurrency(32, false);
        answered(concurrency, 1_000, 5);
        for (int inFlight = 32; inFlight > 10; inFlight--) {
            concurrency.overdone(100, 101, inFlight);
        }
        assertThat(concurrency.limit()).isEqualTo(8);
    }

    @Test
    void refusalsAtRandomLeaveRoomForMoreThanAFew() {
        Concurrency concurrency = new Concurrency(32, false);
        SplittableRandom random = new SplittableRandom(3);
        long levels = 0;
        for (int round = 1; round <= 2_000; round++) {
            int sent = concurrency.limit();
            levels += sent;
            for (int i = 0; i < sent; i++) {
                if (random.nextDouble() < 0.03) {
                    concurrency.overdone(1_000L * round, 1_000L * round + 1, sent);
                } else {
                    concurrency.succeeded(100, sent);
                }
            }
        }
        assertThat(levels / 2_000.0).isGreaterThan(6);
    }

    @Test
    void neverGoesBelowOne() {
        Concurrency concurrency = new Concurrency(32, false);
        for (int i = 0; i < 100; i++) {
            concurrency.overdone(i, i, 1);
        }
        assertThat(concurrency.limit()).isEqualTo(1);
    }

    @Test
    void aFixedNumberStays() {
        Concurrency concurrency = new Concurrency(16, true);
        concurrency.overdone(1, 2, 16);
        assertThat(concurrency.limit()).isEqualTo(16);
    }

    @Test
    void anIdleEndpointTeachesNothing() {
        Concurrency concurrency = new Concurrency(32, false);
        for (int i = 0; i < 100; i++) {
            concurrency.succeeded(100, 1);
        }
        assertThat(concurrency.limit()).isEqualTo(4);
    }
}
