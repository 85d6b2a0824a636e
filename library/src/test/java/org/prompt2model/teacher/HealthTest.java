package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void whatNeverAnsweredIsGivenUpAfterAFewFailures() {
        Health health = new Health();
        for (int i = 0; i < 8; i++) {
            assertThat(health.outages()).isZero();
            health.failed(i);
        }
        assertThat(health.outages()).isEqualTo(1);
    }

    @Test
    void whatAnsweredIsGivenAMinute() {
        Health health = new Health();
        health.answered();
        for (int i = 0; i < 1_000; i++) {
            health.failed(SECOND * 59 * i / 1_000);
        }
        assertThat(health.outages()).isZero();
        health.failed(SECOND * 61);
        assertThat(health.outages()).isEqualTo(1);
    }

    @Test
    void oneAnswerEndsTheCount() {
        Health health = new Health();
        for (int i = 0; i < 100; i++) {
            health.failed(i);
            health.failed(i);
            health.answered();
        }
        assertThat(health.outages()).isZero();
    }

    @Test
    void beingToldToWaitIsBorneForMinutes() {
        Health health = new Health();
        health.answered();
        for (int i = 0; i < 100; i++) {
            health.told(SECOND * 5 * i);
        }
        assertThat(health.outages()).isZero();
        health.told(SECOND * 601);
        assertThat(health.outages()).isEqualTo(1);
    }
}
