package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tiny checkpoints that transformers wrote, with what it computed; see src/test/python/checkpoints_fixture.py. */
public final class Fixtures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    /** The folder of a checkpoint. */
    public static Path checkpoint(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("checkpoints/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of a checkpoint that a test may spoil. */
    public static Path copy(String name, Path into) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, into.resolve(file.getFileName().toString()));
            }
        }
        return into;
    }

    static JsonNode json(String name, String file) {
        try {
            return JSON.readTree(checkpoint(name).resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] ints(JsonNode array) {
        return stream(array).mapToInt(JsonNode::asInt).toArray();
    }

    static int[][] rows(JsonNode arrays) {
        return stream(arrays).map(Fixtures::ints).toArray(int[][]::new);
    }

    static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
