package org.prompt2model.teacher;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What an attempt failed of.
 *
 * @param kind what follows from it
 * @param why for people, one line, without secrets
 * @param retryAfter how long the endpoint wants to be left alone
 * @param maybeCharged whether the endpoint may have worked on the question, so that it may be charged
 */
record Failure(Kind kind, String why, Optional<Duration> retryAfter, boolean maybeCharged) {
    private static final int LONGEST_WORDS = 300;

    /** What follows from a failure. */
    enum Kind {
        /** The account has no access, or no credit: no question can be answered. */
        NO_ACCESS,
        /** The model or the address does not exist: no question can be answered. */
        NOT_FOUND,
        /** This question is declined for what it says. */
        REFUSED,
        /** This request is not accepted, and would not be the next time. */
        REJECTED,
        /** The same request may be answered later, when the endpoint has fewer. */
        OVERDONE,
        /** The same request may be answered the next time. */
        BROKEN
    }

    static Failure of(RuntimeException e) {
        Optional<HttpRefusal> refusal = cause(e, HttpRefusal.class);
        Optional<Duration> retryAfter =
                refusal.map(HttpRefusal::headers).orElse(RateHeaders.NONE).retryAfter();
        Optional<Integer> status = cause(e, HttpException.class).map(HttpException::statusCode);
        Kind kind = e instanceof ContentFilteredException
                ? Kind.REFUSED
                : status.map(code -> kind(code, e, retryAfter)).orElseGet(() -> kind(e));
        boolean sent = status.isEmpty() && !neverArrived(e);
        return new Failure(kind, words(e), retryAfter, kind == Kind.BROKEN && sent);
    }

    private static Kind kind(int status, RuntimeException e, Optional<Duration> retryAfter) {
        return switch (status) {
            case 401, 402, 403 -> Kind.NO_ACCESS;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> outOfCredit(e) ? Kind.NO_ACCESS : Kind.OVERDONE;
            case 529 -> Kind.OVERDONE;
            case 503 -> retryAfter.isPresent() ? Kind.OVERDONE : Kind.BROKEN;
            case 408, 409, 425 -> Kind.BROKEN;
            default -> status >= 500 ? Kind.BROKEN : wrongKey(e) ? Kind.NO_ACCESS : Kind.REJECTED;
        };
    }

    /** Of models given in a cell, whose exceptions need not hold a status. */
    private static Kind kind(RuntimeException e) {
        if (e instanceof AuthenticationException) {
            return Kind.NO_ACCESS;
        }
        if (e instanceof ModelNotFoundException) {
            return Kind.NOT_FOUND;
        }
        if (e instanceof RateLimitException) {
            return Kind.OVERDONE;
        }
        boolean later = e instanceof TimeoutException || e instanceof UnresolvedModelServerException;
        return e instanceof NonRetriableException && !later ? Kind.REJECTED : Kind.BROKEN;
    }

    /** OpenAI says with the same status that an account has no credit, which no waiting cures. */
    private static boolean outOfCredit(RuntimeException e) {
        return contains(e, "insufficient_quota");
    }

    /** Google says with status 400 that a key is wrong. */
    private static boolean wrongKey(RuntimeException e) {
        return contains(e, "api_key_invalid");
    }

    private static boolean contains(RuntimeException e, String code) {
        return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains(code);
    }

    private static boolean neverArrived(RuntimeException e) {
        return cause(e, ConnectException.class).isPresent()
                || cause(e, UnknownHostException.class).isPresent()
                || cause(e, UnresolvedAddressException.class).isPresent()
                || cause(e, HttpConnectTimeoutException.class).isPresent();
    }

    static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** The first words of what went wrong; a failure to connect has none of its own. */
    private static String words(RuntimeException e) {
        String message = cause(e, UnresolvedAddressException.class).isPresent()
                ? "the host is not known"
                : cause(e, ConnectException.class).isPresent() ? "no connection" : root(e);
        String line = Secrets.hide(message.strip().replaceAll("[\\s\\p{Cntrl}]+", " "));
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + " ..." : line;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null || root.getMessage().isBlank()
                ? root.getClass().getSimpleName()
                : root.getMessage();
    }
}
