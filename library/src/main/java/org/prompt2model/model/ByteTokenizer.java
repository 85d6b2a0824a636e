package org.prompt2model.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ByT5's tokens (Xue et al. 2022, arXiv 2105.13626): each byte of UTF-8 plus three; 0 pads, 1 ends, 2 is unknown. */
public final class ByteTokenizer {
    /** Token that pads a batch and starts an answer. */
    public static final int PAD = 0;
    /** Token that ends a text. */
    public static final int END = 1;
    /** Number of tokens, ByT5's 125 sentinels included. */
    public static final int VOCABULARY = 384;

    private static final int FIRST_BYTE = 3;
    private static final int BYTES = 256;

    private ByteTokenizer() {}

    /** The text's tokens, ended by {@link #END}; a text longer than {@code limit} tokens loses its end. */
    public static int[] encode(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int kept = Math.min(bytes.length, limit - 1);
        int[] tokens = new int[kept + 1];
        for (int i = 0; i < kept; i++) {
            tokens[i] = Byte.toUnsignedInt(bytes[i]) + FIRST_BYTE;
        }
        tokens[kept] = END;
        return tokens;
    }

    /** The tokenizer_config.json that transformers reads. */
    static ObjectNode toJson() {
        return StudentFiles.newJson()
                .put("tokenizer_class", "ByT5Tokenizer")
                .put("extra_ids", VOCABULARY - BYTES - FIRST_BYTE)
                .put("pad_token", "<pad>")
                .put("eos_token", "</s>")
                .put("unk_token", "<unk>");
    }

    /** The text of the tokens up to {@link #END} or {@link #PAD}; tokens that are no byte are left out. */
    public static String decode(int[] tokens) {
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
}
