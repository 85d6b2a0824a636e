package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static Tokenizer open(String name) {
        return Checkpoint.open(Fixtures.checkpoint(name).toString()).tokenizer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5", "byt5", "codet5"})
    void awkwardTextsHaveTheIdsThatTransformersGives(String name) {
        try (Tokenizer tokenizer = open(name)) {
            JsonNode reference = Fixtures.json(name, "tokenization.json");
            assertThat(reference.path("texts")).hasSizeGreaterThan(12);
            for (JsonNode row : reference.path("texts")) {
                String text = row.path("text").asText();
                int[] ids = Fixtures.ints(row.path("ids"));
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
                assertThat(tokenizer.encodePlain(text)).as(text).isEqualTo(Fixtures.ints(row.path("plain")));
                assertThat(tokenizer.decode(ids)).isEqualTo(row.path("decoded").asText());
            }
            assertThat(tokenizer.vocabulary())
                    .isEqualTo(reference.path("vocabulary").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5", "byt5", "codet5"})
    void aTextOfTenThousandCharactersHasTheIdsThatTransformersGives(String name) {
        try (Tokenizer tokenizer = open(name)) {
            JsonNode endless = Fixtures.json(name, "tokenization.json").path("long");
            String text =
                    endless.path("unit").asText().repeat(endless.path("times").asInt());
            assertThat(text).hasSizeGreaterThan(10_000);
            int[] ids = tokenizer.encode(text);
            long checksum = 0;
            for (int i = 0; i < ids.length; i++) {
                checksum = (checksum + (i + 1L) * ids[i]) % 1_000_000_007;
            }
            assertThat(ids).hasSize(endless.path("count").asInt());
            assertThat(checksum).isEqualTo(endless.path("checksum").asLong());
        }
    }

    @Test
    void aTextThatIsTooLongLosesItsEndButNotTheSpecialTokens() {
        try (Tokenizer bpe = open("codet5");
                Tokenizer bytes = new ByteTokenizer()) {
            int[] whole = bpe.encode("three of May");
            assertThat(bpe.encode("three of May", 4)).containsExactly(1, whole[1], whole[2], 2);
            assertThat(bytes.encode("abc", 3)).containsExactly(100, 101, 1);
            assertThatThrownBy(() -> bpe.encode("three", 2)).hasMessageContaining("no room for text");
        }
    }

    @Test
    void theSpecialTokensComeFromTheCheckpoint() {
        try (Tokenizer tokenizer = open("codet5")) {
            assertThat(tokenizer.special().pad()).isEqualTo(OptionalInt.of(0));
            assertThat(tokenizer.special().begin()).isEqualTo(OptionalInt.of(1));
            assertThat(tokenizer.special().ends()).containsExactly(2);
            assertThat(tokenizer.special().start()).isEqualTo(OptionalInt.of(0));
        }
    }

    @Test
    void bytesThatSpellASpecialTokenStayBytes() {
        try (Tokenizer tokenizer = new ByteTokenizer()) {
            assertThat(tokenizer.decode(tokenizer.encode("a</s>b"))).isEqualTo("a</s>b");
        }
    }

    @Test
    void aTokenizerThatIsNoJsonIsToldWithItsFile(@TempDir Path folder) throws IOException {
        Fixtures.copy("t5", folder);
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 7}");
        Checkpoint checkpoint = Checkpoint.open(folder.toString());
        assertThatThrownBy(checkpoint::tokenizer)
                .hasMessageContaining("tokenizer.json cannot be read")
                .hasMessageContaining("save_pretrained");
    }

    @Test
    void aCheckpointWithoutATokenizerSaysWhichFileIsRead(@TempDir Path folder) throws IOException {
        Fixtures.copy("t5", folder);
        Files.delete(folder.resolve("tokenizer.json"));
        Checkpoint checkpoint = Checkpoint.open(folder.toString());
        assertThatThrownBy(checkpoint::tokenizer).hasMessageContaining("has no tokenizer.json");
    }
}
