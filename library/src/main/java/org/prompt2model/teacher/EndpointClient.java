package org.prompt2model.teacher;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * LangChain4j's way to an endpoint, over the JDK's client, for what LangChain4j's own lacks: the headers that tell
 * limits, a timeout that holds for the whole reply and not only for its beginning, replies of bounded size, and no key in
 * any message.
 */
final class EndpointClient implements dev.langchain4j.http.client.HttpClient {
    /** A reply has some thousand tokens; what is longer by far is none. */
    private static final long MOST_BYTES = 32L << 20;

    private static final int SHORTEST_KEY = 16;
    private static final int SHORTEST_KEY_IN_ERRORS = 6;

    private final Endpoint endpoint;
    private final HttpClient client;
    private final Duration timeout;

    private EndpointClient(Endpoint endpoint, Duration connectTimeout, Duration timeout) {
        this.endpoint = endpoint;
        this.client = HttpClient.newBuilder().connectTimeout(connectTimeout).build();
        this.timeout = timeout;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        boolean good = response.statusCode() / 100 == 2;
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String body = Secrets.hide(text, request, good ? SHORTEST_KEY : SHORTEST_KEY_IN_ERRORS);
        RateHeaders headers = new RateHeaders(response.headers().map(), good ? "" : body);
        endpoint.told(headers);
        if (!good) {
            throw new HttpRefusal(response.statusCode(), body, headers);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("a teacher's replies are taken whole");
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(jdkRequest(request), response -> new BoundedBody(MOST_BYTES));
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            sent.cancel(true);
            throw new TimeoutException("no whole reply within " + timeout.toMillis() / 1000.0 + " seconds");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a reply", e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause()));
        }
    }

    private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
        URI address = URI.create(request.url());
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(address);
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            // Some servers that people run themselves stumble over the offer to change to HTTP/2.
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()))
                .build();
    }

    /** Makes clients of one endpoint. */
    static final class Builder implements HttpClientBuilder {
        private final Endpoint endpoint;
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Duration readTimeout = Duration.ofMinutes(2);

        Builder(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        /** LangChain4j's models set both to their one timeout, which would be long for a connection. */
        @Override
        public HttpClientBuilder connectTimeout(Duration longest) {
            connectTimeout = longest.compareTo(connectTimeout) < 0 ? longest : connectTimeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration longest) {
            readTimeout = longest;
            return this;
        }

        @Override
        public dev.langchain4j.http.client.HttpClient build() {
            return new EndpointClient(endpoint, connectTimeout, readTimeout);
        }
    }
}
