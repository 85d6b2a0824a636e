package org.prompt2model.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Text as a model's tokens, and tokens as text. Safe for several threads.
 *
 * <p>Special tokens that a text spells out, such as {@code </s>}, are tokens to a {@link SubwordTokenizer}, as they are
 * to transformers; to a {@link ByteTokenizer} every text is plain bytes.
 */
public sealed interface Tokenizer extends AutoCloseable permits ByteTokenizer, SubwordTokenizer {
    /**
     * The text's tokens with the special ones that the model expects about them, such as an end or a beginning.
     *
     * @param limit most tokens; a text that is longer loses its end, the special tokens stay
     */
    int[] encode(String text, int limit);

    /** As {@link #encode(String, int)}, of any length. */
    default int[] encode(String text) {
        return encode(text, Integer.MAX_VALUE);
    }

    /** The text's tokens alone, without special ones about them. */
    int[] encodePlain(String text);

    /** The text of the tokens; special ones are left out. */
    String decode(int[] tokens);

    /**
     * What each token adds to a text.
     *
     * @throws org.prompt2model.corpus.Prompt2ModelException if the tokenizer does not say it in a way that is known here
     */
    TokenBytes bytes();

    /** Tokens with a meaning of their own. */
    SpecialTokens special();

    /** Number of tokens; a model's embedding may have more rows. */
    int vocabulary();

    /** Writes the files from which transformers, and a {@link Checkpoint}, make this tokenizer. */
    void save(Path folder) throws IOException;

    /** Frees native memory; the tokenizer is of no use afterwards. */
    @Override
    void close();
}
