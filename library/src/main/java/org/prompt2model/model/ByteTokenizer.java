package org.prompt2model.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** ByT5's tokens (Xue et al. 2022, arXiv 2105.13626): each byte of UTF-8 plus three; 0 pads, 1 ends, 2 is unknown. */
public final class ByteTokenizer implements Tokenizer {
    /** Token that pads a batch and starts an answer. */
    public static final int PAD = 0;
    /** Token that ends a text. */
    public static final int END = 1;
    /** Number of tokens, ByT5's 125 sentinels included. */
    public static final int VOCABULARY = 384;

    /** The class of tokenizer_config.json that stands for these tokens. */
    static final String CLASS = "ByT5Tokenizer";

    private static final SpecialTokens SPECIAL =
            new SpecialTokens(OptionalInt.of(PAD), List.of(END), OptionalInt.empty(), OptionalInt.of(PAD));
    private static final int FIRST_BYTE = 3;
    private static final int BYTES = 256;

    /** The text's tokens, ended by {@link #END}; a text longer than {@code limit} tokens loses its end. */
    @Override
    public int[] encode(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int kept = Math.min(bytes.length, limit - 1);
        int[] tokens = tokens(bytes, kept, kept + 1);
        tokens[kept] = END;
        return tokens;
    }

    @Override
    public int[] encodePlain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return tokens(bytes, bytes.length, bytes.length);
    }

    private static int[] tokens(byte[] bytes, int kept, int length) {
        int[] tokens = new int[length];
        for (int i = 0; i < kept; i++) {
            tokens[i] = Byte.toUnsignedInt(bytes[i]) + FIRST_BYTE;
        }
        return tokens;
    }

    /** The text of the tokens up to {@link #END} or {@link #PAD}; tokens that are no byte are left out. */
    @Override
    public String decode(int[] tokens) {
        byte[] bytes = new byte[tokens.length];
        int length = 0;
        for (int token : tokens) {
            if (token == END || token == PAD) {
                break;
            }
            if (token >= FIRST_BYTE && token < FIRST_BYTE + BYTES) {
                bytes[length++] = (byte) (token - FIRST_BYTE);
            }
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }

    @Override
    public TokenBytes bytes() {
        byte[][] bytes = new byte[VOCABULARY][];
        for (int value = 0; value < BYTES; value++) {
            bytes[value + FIRST_BYTE] = new byte[] {(byte) value};
        }
        return new TokenBytes(bytes, bytes);
    }

    @Override
    public SpecialTokens special() {
        return SPECIAL;
    }

    @Override
    public int vocabulary() {
        return VOCABULARY;
    }

    @Override
    public void save(Path folder) throws IOException {
        ObjectNode json = StudentFiles.newJson()
                .put("tokenizer_class", CLASS)
                .put("extra_ids", VOCABULARY - BYTES - FIRST_BYTE)
                .put("pad_token", "<pad>")
                .put("eos_token", "</s>")
                .put("unk_token", "<unk>");
        StudentFiles.json(folder.resolve("tokenizer_config.json"), json);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
