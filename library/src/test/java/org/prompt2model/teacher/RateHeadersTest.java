package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {
    private static RateHeaders header(String name, String value) {
        return new RateHeaders(Map.of(name, List.of(value)), "");
    }

    @ParameterizedTest
    @CsvSource({"Retry-After, 7, 7000", "retry-after, 0.25, 250", "Retry-After-Ms, 120, 120", "retry-after, -5, 0"})
    void readsSeconds(String name, String value, long millis) {
        assertThat(header(name, value).retryAfter()).contains(Duration.ofMillis(millis));
    }

    @Test
    void readsADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(30));
        assertThat(header("Retry-After", date).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31)));
        assertThat(header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT").retryAfter())
                .contains(Duration.ZERO);
    }

    @Test
    void readsWhatGoogleSaysInTheBody() {
        RateHeaders google = new RateHeaders(Map.of(), "{\"details\": [{\"retryDelay\": \"34.5s\"}]}");
        assertThat(google.retryAfter()).contains(Duration.ofMillis(34_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "NaN", "Infinity", "1e400"})
    void whatIsNoTimeIsNone(String value) {
        assertThat(header("Retry-After", value).retryAfter()).isEmpty();
    }

    @Test
    void nobodyIsToldToWaitForMoreThanAnHour() {
        assertThat(header("Retry-After", "1e12").retryAfter()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-ratelimit-limit-requests",
                "anthropic-ratelimit-requests-limit",
                "X-RateLimit-Limit-Req-Minute"
            })
    void readsRequestsAMinute(String name) {
        assertThat(header(name, "600").requestsPerMinute()).hasValue(600);
        assertThat(header(name, "0").requestsPerMinute()).isEmpty();
        assertThat(header(name, "600").tokensPerMinute()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-ratelimit-limit-tokens", "anthropic-ratelimit-tokens-limit", "x-ratelimit-limit-tokens-minute"
            })
    void readsTokensAMinute(String name) {
        assertThat(header(name, "40000").tokensPerMinute()).hasValue(40_000);
    }
}
