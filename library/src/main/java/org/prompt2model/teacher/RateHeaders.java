package org.prompt2model.teacher;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a response says about limits: {@code Retry-After} (RFC 9110, seconds or a date), and the headers in which OpenAI,
 * Anthropic and Mistral tell an account's limits a minute.
 */
final class RateHeaders {
    static final RateHeaders NONE = new RateHeaders(Map.of(), "");

    private static final List<String> REQUESTS =
            List.of("x-ratelimit-limit-requests", "anthropic-ratelimit-requests-limit", "x-ratelimit-limit-req-minute");
    private static final List<String> TOKENS =
            List.of("x-ratelimit-limit-tokens", "anthropic-ratelimit-tokens-limit", "x-ratelimit-limit-tokens-minute");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern GOOGLE_DELAY = Pattern.compile("\"retryDelay\"\\s*:\\s*\"(\\d+(?:\\.\\d+)?)s\"");

    private final Map<String, String> headers = new TreeMap<>();
    private final String body;

    /** @param body of an error, where Google's APIs say how long to wait; empty otherwise */
    RateHeaders(Map<String, List<String>> all, String body) {
        all.forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.get(0).strip());
            }
        });
        this.body = body;
    }

    /** How long the endpoint wants to be left alone, at most an hour. */
    Optional<Duration> retryAfter() {
        return number("retry-after-ms")
                .or(() -> number("retry-after").map(seconds -> seconds * 1_000))
                .map(millis -> Duration.ofMillis((long) Math.ceil(millis)))
                .or(this::date)
                .or(this::googleDelay)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /** Requests a minute. */
    OptionalLong requestsPerMinute() {
        return limit(REQUESTS);
    }

    /** Tokens a minute. */
    OptionalLong tokensPerMinute() {
        return limit(TOKENS);
    }

    private OptionalLong limit(List<String> names) {
        return names.stream()
                .flatMap(name -> number(name).stream())
                .filter(limit -> limit >= 1)
                .mapToLong(Double::longValue)
                .findFirst();
    }

    private Optional<Double> number(String name) {
        try {
            return Optional.ofNullable(headers.get(name)).map(Double::valueOf).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> date() {
        try {
            return Optional.ofNullable(headers.get("retry-after"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(date -> Duration.between(Instant.now(), date.toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> googleDelay() {
        Matcher matcher = GOOGLE_DELAY.matcher(body);
        return matcher.find()
                ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(matcher.group(1)) * 1_000)))
                : Optional.empty();
    }
}
