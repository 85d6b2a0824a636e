package org.prompt2model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.UppercaseStudent;
import org.prompt2model.run.Run;

class DemoTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private UppercaseStudent student;
    private Demo demo;

    @BeforeEach
    void serve() {
        Run.use(folder);
        student = new UppercaseStudent("capitals", true);
        demo = Demo.serve(student, ServeOptions.defaults().examples("noon", "</script><b>"));
    }

    @AfterEach
    void close() {
        demo.close();
    }

    @Test
    void answersOneInputWithItsConfidence() throws Exception {
        HttpResponse<String> response = post("{\"input\": \"été\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("prediction").asText()).isEqualTo("ÉTÉ");
        assertThat(json(response).path("confidence").asDouble()).isEqualTo(1.0 / 3);
        assertThat(json(response).path("ms").isNumber()).isTrue();
    }

    @Test
    void answersSeveralInputsInTheirOrder() throws Exception {
        JsonNode reply = json(post("{\"inputs\": [\"b\", \"a\", \"\"]}"));

        assertThat(reply.path("predictions").toString()).isEqualTo("[\"B\",\"A\",\"\"]");
        assertThat(reply.path("confidences").toString()).isEqualTo("[1.0,1.0,null]");
        assertThat(json(post("{\"inputs\": []}")).path("predictions")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithARequestAndWhatToDo() throws Exception {
        for (String body : List.of(
                "{",
                "",
                "[]",
                "{}",
                "{\"text\": \"x\"}",
                "{\"input\": 3}",
                "{\"inputs\": \"x\"}",
                "{\"inputs\": [1]}",
                "{\"input\": \"a\", \"inputs\": []}",
                "{\"input\": \"a\"} x")) {
            HttpResponse<String> response = post(body);

            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(json(response).path("error").asText()).as(body).isNotEmpty();
            assertThat(json(response).path("what_to_do").asText()).as(body).contains("\"input\"");
        }
    }

    @Test
    void refusesMoreThanAMegabyte() throws Exception {
        assertThat(post("{\"input\": \"" + "x".repeat(1 << 20) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesOtherAddressesAndMethods() throws Exception {
        assertThat(get("nothing").statusCode()).isEqualTo(404);
        assertThat(get("predict").statusCode()).isEqualTo(405);
        assertThat(get("predict").headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void goesOnAfterAStudentThatFails() throws Exception {
        assertThat(post("{\"input\": \"fail\"}").statusCode()).isEqualTo(500);
        assertThat(post("{\"input\": \"fine\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatTheStudentIsClosed() throws Exception {
        student.close();
        HttpResponse<String> response = post("{\"input\": \"x\"}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).path("error").asText()).contains("closed");
    }

    @Test
    void refusesHostsAndOriginsOfOthersAgainstDnsRebinding() throws Exception {
        assertThat(statusFor("Host: evil.example:80")).contains("403");
        assertThat(statusFor("Host: localhost")).contains("200");
        assertThat(statusFor("Host: localhost\r\nOrigin: http://evil.example")).contains("403");
        assertThat(statusFor("Host: localhost\r\nOrigin: null")).contains("403");
        assertThat(statusFor("Host: localhost\r\nOrigin: http://127.0.0.1:"
                        + demo.uri().getPort()))
                .contains("200");
    }

    @Test
    void answersUnderAHostThatIsAllowed() throws Exception {
        demo.close();
        demo = Demo.serve(student, ServeOptions.defaults().hosts("Demo.Example"));

        assertThat(statusFor("Host: demo.example")).contains("200");
    }

    @Test
    void showsAPageWithTheTaskAndItsExamplesThatCannotEndItsScript() throws Exception {
        HttpResponse<String> page = get("");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.body())
                .contains("Answer in capitals.", "\"noon\"", "\"rehearsal\":true")
                .doesNotContain("</script><b>", "{{");
    }

    @Test
    void tellsThatItIsHealthy() throws Exception {
        assertThat(json(get("health")).toString())
                .isEqualTo("{\"status\":\"ok\",\"model\":\"capitals\",\"rehearsal\":true}");
    }

    @Test
    void answersManyAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(client.sendAsync(request("{\"input\": \"n" + i + "\"}"), HttpResponse.BodyHandlers.ofString()));
        }

        for (int i = 0; i < 40; i++) {
            assertThat(calls.get(i).join().body()).contains("\"N" + i + "\"");
        }
    }

    @Test
    void listensOnThisMachineAloneAndEndsWhenClosed() {
        assertThat(demo.uri().getHost()).isEqualTo("127.0.0.1");
        assertThat(demo.toString()).isEqualTo(demo.uri().toString());

        demo.close();
        demo.close();

        assertThatThrownBy(() -> get("health")).isInstanceOf(ConnectException.class);
    }

    @Test
    void saysThatAPortIsTaken() {
        ServeOptions taken = ServeOptions.defaults().port(demo.uri().getPort());

        assertThatThrownBy(() -> Demo.serve(student, taken))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("port(0)");
    }

    @Test
    void rejectsPortsThatDoNotExist() {
        assertThatThrownBy(() -> ServeOptions.defaults().port(-1)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> ServeOptions.defaults().port(70_000)).isInstanceOf(Prompt2ModelException.class);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(demo.uri().resolve("predict"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = demo.uri().resolve(path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** By a socket, since Java's client lets nobody set the host. */
    private String statusFor(String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), demo.uri().getPort())) {
            String request = "GET /health HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream reply = socket.getInputStream();
            return new String(reply.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
