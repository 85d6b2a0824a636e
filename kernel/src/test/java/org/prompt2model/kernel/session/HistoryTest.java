package org.prompt2model.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.wire.FrontEnd;

/** What a front end gets of the cells that were run before. */
class HistoryTest {
    @TempDir
    private Path folder;

    /** A kernel that shares the history file with others, and its front end. */
    private final class Kernel implements AutoCloseable {
        private final Session session;
        private final FrontEnd frontEnd;

        Kernel(Path file) {
            session = new Session(FrontEnd.ANYWHERE, file);
            session.start(EchoInterpreter::new);
            frontEnd = new FrontEnd(session.ports());
        }

        Kernel() {
            this(folder.resolve("history.jsonl"));
        }

        Kernel run(String... cells) {
            for (String cell : cells) {
                frontEnd.shellReplyTo(frontEnd.execute(cell));
            }
            return this;
        }

        List<String> sources(Map<String, ?> request) {
            List<String> sources = new ArrayList<>();
            entries(request)
                    .forEach(entry -> sources.add(entry.getAsJsonArray().get(2).getAsString()));
            return sources;
        }

        Iterable<JsonElement> entries(Map<String, ?> request) {
            JsonObject content = new Gson().toJsonTree(request).getAsJsonObject();
            return frontEnd.shellReplyTo(frontEnd.toShell("history_request", content))
                    .content()
                    .getAsJsonArray("history");
        }

        @Override
        public void close() {
            frontEnd.close();
            session.close();
        }
    }

    @Test
    void theTailReachesIntoTheSessionsBefore() {
        try (Kernel first = new Kernel()) {
            first.run("a", "b");
        }
        try (Kernel second = new Kernel()) {
            second.run("c");
            assertThat(second.sources(Map.of("hist_access_type", "tail", "n", 2)))
                    .containsExactly("b", "c");
            assertThat(second.sources(Map.of("hist_access_type", "tail"))).containsExactly("a", "b", "c");
        }
    }

    @Test
    void aRangeIsOfOneSession() {
        try (Kernel first = new Kernel()) {
            first.run("a", "b", "c");
        }
        try (Kernel second = new Kernel()) {
            second.run("d");
            assertThat(second.sources(Map.of("hist_access_type", "range", "session", -1, "start", 2, "stop", 4)))
                    .containsExactly("b", "c");
            assertThat(second.sources(Map.of("hist_access_type", "range", "session", 0)))
                    .containsExactly("d");
            assertThat(second.sources(Map.of("hist_access_type", "range", "session", 1, "start", 1, "stop", 2)))
                    .containsExactly("a");
        }
    }

    @Test
    void aSearchTakesPatternsAndGivesTheLatest() {
        try (Kernel kernel = new Kernel()) {
            kernel.run("int x = 1", "int y = 2", "x + y", "int x = 1");
            assertThat(kernel.sources(Map.of("hist_access_type", "search", "pattern", "int ? = *")))
                    .containsExactly("int x = 1", "int y = 2", "int x = 1");
            assertThat(kernel.sources(Map.of("hist_access_type", "search", "pattern", "int*", "unique", true)))
                    .containsExactly("int y = 2", "int x = 1");
            assertThat(kernel.sources(Map.of("hist_access_type", "search", "pattern", "*", "n", 2)))
                    .containsExactly("x + y", "int x = 1");
            assertThat(kernel.sources(Map.of("hist_access_type", "search", "pattern", "*a*b*c*")))
                    .isEmpty();
        }
    }

    @Test
    void outputIsAPairWithTheSource() {
        try (Kernel first = new Kernel()) {
            first.run("a");
        }
        try (Kernel kernel = new Kernel()) {
            kernel.run("b");
            assertThat(kernel.entries(Map.of("hist_access_type", "tail", "output", true)))
                    .hasToString("[[1,1,[\"a\",null]],[2,1,[\"b\",\"b\"]]]");
            assertThat(kernel.entries(Map.of("hist_access_type", "tail", "output", false, "n", 1)))
                    .hasToString("[[2,1,\"b\"]]");
        }
    }

    @Test
    void ofAVeryLongOutputTheBeginningIsKept() {
        try (Kernel kernel = new Kernel()) {
            kernel.run("x".repeat(100_000));
            JsonElement entry = kernel.entries(Map.of("hist_access_type", "tail", "output", true))
                    .iterator()
                    .next();
            assertThat(entry.getAsJsonArray().get(2).getAsJsonArray().get(1).getAsString())
                    .startsWith("xxx")
                    .endsWith("…")
                    .hasSizeLessThan(10_000);
        }
    }

    @Test
    void severalKernelsShareTheFileUnderNumbersOfTheirOwn() {
        try (Kernel one = new Kernel();
                Kernel two = new Kernel()) {
            for (int i = 0; i < 50; i++) {
                one.run("one " + i);
                two.run("two " + i);
            }
        }
        try (Kernel third = new Kernel()) {
            assertThat(third.sources(Map.of("hist_access_type", "range", "session", 1)))
                    .hasSize(50)
                    .allMatch(source -> source.startsWith("one"));
            assertThat(third.sources(Map.of("hist_access_type", "range", "session", 2)))
                    .hasSize(50)
                    .allMatch(source -> source.startsWith("two"));
        }
    }

    @Test
    void aLineThatACrashCutShortCostsOnlyItself() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (Kernel first = new Kernel()) {
            first.run("a");
        }
        Files.writeString(file, "{\"session\":1,\"li\n", StandardOpenOption.APPEND);
        try (Kernel second = new Kernel()) {
            second.run("b");
            assertThat(second.sources(Map.of("hist_access_type", "tail"))).containsExactly("a", "b");
        }
    }

    @Test
    void theFileStaysBoundedAndKeepsTheNewest() throws IOException {
        String large = "x".repeat(400_000);
        try (Kernel kernel = new Kernel()) {
            for (int i = 0; i < 20; i++) {
                kernel.run(i + large);
            }
        }
        assertThat(Files.size(folder.resolve("history.jsonl"))).isBetween(1_000_000L, 4_500_000L);
        try (Kernel next = new Kernel()) {
            assertThat(next.sources(Map.of("hist_access_type", "tail", "n", 1))).containsExactly("19" + large);
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        try (Kernel kernel = new Kernel()) {
            kernel.run("String key = \"secret\"");
        }
        Path file = folder.resolve("history.jsonl");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whereTheFileCannotBeWrittenTheSessionStillHasItsOwn() throws IOException {
        Path occupied = Files.writeString(folder.resolve("occupied"), "");
        try (Kernel kernel = new Kernel(occupied.resolve("history.jsonl"))) {
            kernel.run("a");
            assertThat(kernel.sources(Map.of("hist_access_type", "tail"))).containsExactly("a");
        }
    }
}
