package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Prompt2ModelException;

class AnswerPatternTest {
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "é",
            "日",
            "😀",
            ".",
            "[ab]",
            "[^a]",
            "[a-c&&[^b]]",
            "\\d",
            "\\W",
            "\\p{L}",
            "\\x61",
            "\\.",
            "\\Qa.\\E",
            "\\uD83D\\uDE00");
    private static final List<String> REPEATS = List.of("", "", "", "*", "+?", "?", "{2}", "{0,2}", "{1,}");
    private static final List<String> SIGNS = List.of("a", "b", "c", "é", "日", "😀", "1", ".", "\n", " ");

    private static boolean matches(AnswerPattern pattern, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return pattern.automaton().run(bytes, 0, bytes.length);
    }

    private static String expression(Random random, int depth) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            String part = depth > 0 && random.nextInt(3) == 0
                    ? (random.nextBoolean() ? "(" : "(?:") + expression(random, depth - 1) + ")"
                    : ATOMS.get(random.nextInt(ATOMS.size()));
            text.append(part).append(REPEATS.get(random.nextInt(REPEATS.size())));
            text.append(i + 1 < parts && random.nextInt(4) == 0 ? "|" : "");
        }
        return text.toString();
    }

    @Test
    void anExpressionMatchesWhatJavaMatchesWithIt() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 40; i++) {
            String expression = expression(random, 2);
            AnswerPattern pattern = AnswerPattern.of(expression);
            for (int k = 0; k < 300; k++) {
                String text = random.ints(random.nextInt(5), 0, SIGNS.size())
                        .mapToObj(SIGNS::get)
                        .reduce("", String::concat);
                boolean expected = Pattern.matches(expression, text);
                assertThat(matches(pattern, text))
                        .as("'%s' on '%s'", expression, text)
                        .isEqualTo(expected);
                matched += expected ? 1 : 0;
            }
        }
        assertThat(matched).as("texts that match").isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(;Unclosed group",
                "a(?=b);look-around",
                "(?<!a)b;look-around",
                "(?i)yes;flag",
                "(?>a)b;atomic group",
                "(a)\\1;back reference \\1",
                "(?<x>a)\\k<x>;back reference",
                "\\bnoon\\b;boundary \\b",
                "a^b;anchor ^",
                "a$b;anchor $",
                "a++;possessive",
                "a{2}{3};repetition of {2}",
                "\\R;several characters",
                "[]a];bare ]",
                "[a&&b];excludes every text",
                "(?:a{300}){400};repeat it fewer times",
                "(?:a|b)*a(?:a|b){20};too large"
            })
    void whatAnswersCannotBeHeldToIsRefusedWithTheReason(String expression, String reason) {
        DecodingOptions options = DecodingOptions.defaults();
        assertThatThrownBy(() -> options.matching(expression))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining(expression)
                .hasMessageContaining(reason);
    }

    @Test
    void anchorsAtTheEndsChangeNothing() {
        AnswerPattern pattern = AnswerPattern.of("^a|b$");
        assertThat(List.of("a", "b")).allMatch(text -> matches(pattern, text));
        assertThat(List.of("", "ab", "ax")).noneMatch(text -> matches(pattern, text));
    }

    @Test
    void aStopSequenceBesideAnExpressionIsRefused() {
        DecodingOptions options = DecodingOptions.defaults().matching("\\d+");
        assertThatThrownBy(() -> options.stops("\n"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("\\d+", "need not match");
        assertThat(options)
                .hasToString("greedy, matching \\d+")
                .isEqualTo(DecodingOptions.defaults().matching("\\d+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"checkpoints/t5", "checkpoints/mt5", "checkpoints/codet5", "checkpoints/byt5", "llama/smollm2"})
    void theBytesOfTokensAreWhatTheTokenizerDecodesThemTo(String name) throws URISyntaxException {
        Path folder = Path.of(AnswerPatternTest.class.getResource(name).toURI());
        try (Tokenizer tokenizer = Checkpoint.open(folder.toString()).tokenizer()) {
            TokenBytes bytes = tokenizer.bytes();
            int[] texts = IntStream.range(0, bytes.later().length)
                    .filter(token -> bytes.later()[token] != null)
                    .toArray();
            assertThat(texts.length).isGreaterThan(50);
            Random random = new Random(3);
            int compared = 0;
            for (int i = 0; i < 500; i++) {
                int[] tokens = random.ints(1 + random.nextInt(6), 0, texts.length)
                        .map(place -> texts[place])
                        .toArray();
                String text = joined(bytes, tokens);
                if (text.indexOf('\uFFFD') < 0) { // what is no UTF-8 is never an answer
                    assertThat(tokenizer.decode(tokens))
                            .as(Arrays.toString(tokens))
                            .isEqualTo(text);
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(20);
        }
    }

    private static String joined(TokenBytes bytes, int[] tokens) {
        byte[] text = bytes.first()[tokens[0]];
        for (int i = 1; i < tokens.length; i++) {
            byte[] more = bytes.later()[tokens[i]];
            text = Arrays.copyOf(text, text.length + more.length);
            System.arraycopy(more, 0, text, text.length - more.length, more.length);
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void piecesAndSingleBytesAreReadAsMistralWritesThem() {
        String json = """
                {"model": {"vocab": {"▁a": 0, "<0xE6>": 1, "<0x97>": 2, "b▁": 3}},
                 "added_tokens": [{"id": 4, "content": "</s>", "special": true}],
                 "decoder": {"type": "Sequence", "decoders": [
                   {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                   {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}}
                """;
        TokenBytes bytes = TokenDecoder.bytes(json.getBytes(StandardCharsets.UTF_8));
        assertThat(bytes.first()[0]).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(bytes.later()[0]).asString(StandardCharsets.UTF_8).isEqualTo(" a");
        assertThat(bytes.later()[1]).containsExactly(0xE6);
        assertThat(bytes.later()[3]).asString(StandardCharsets.UTF_8).isEqualTo("b ");
        assertThat(bytes.later()[4]).isNull();
        String other = json.replace("Sequence", "WordPiece");
        assertThatThrownBy(() -> TokenDecoder.bytes(other.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("WordPiece");
    }
}
