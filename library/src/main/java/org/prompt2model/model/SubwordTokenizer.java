package org.prompt2model.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;

/** The tokenizer that a {@code tokenizer.json} describes, run by Hugging Face's own library, so its ids are the same. */
public final class SubwordTokenizer implements Tokenizer {
    static final String FILE = "tokenizer.json";
    private static final List<String> FILES = List.of(
            FILE,
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja",
            "spiece.model",
            "tokenizer.model",
            "vocab.json",
            "vocab.txt",
            "merges.txt");
    // The file may ask for cutting and padding; transformers ignores that, and so does this.
    private static final Map<String, String> OPTIONS =
            Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD", "addSpecialTokens", "true");

    private final HuggingFaceTokenizer tokenizer;
    private final SpecialTokens special;
    private final int vocabulary;
    private final Map<String, byte[]> files;
    private final int specialAfter;
    private final int specialAround;

    private SubwordTokenizer(
            HuggingFaceTokenizer tokenizer, SpecialTokens special, int vocabulary, Map<String, byte[]> files) {
        this.tokenizer = tokenizer;
        this.special = special;
        this.vocabulary = vocabulary;
        this.files = files;
        long[] mask = tokenizer.encode("a", true, false).getSpecialTokenMask();
        int after = 0;
        while (after < mask.length && mask[mask.length - 1 - after] == 1) {
            after++;
        }
        specialAfter = after;
        specialAround = (int) LongStream.of(mask).sum();
    }

    /**
     * Opens the tokenizer of a folder.
     *
     * @throws Prompt2ModelException if its tokenizer.json cannot be read
     */
    static SubwordTokenizer open(Path folder, SpecialTokens special) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : FILES) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        byte[] json = files.get(FILE);
        try {
            return new SubwordTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS),
                    special,
                    TokenizerJson.read(json).vocabulary(),
                    files);
        } catch (IOException | RuntimeException e) {
            throw new Prompt2ModelException(
                    "The tokenizer " + folder.resolve(FILE) + " cannot be read",
                    e.getMessage(),
                    "copy the file from the checkpoint again, or let a newer transformers write it:"
                            + " AutoTokenizer.from_pretrained(...).save_pretrained(...)",
                    e);
        }
    }

    @Override
    public int[] encode(String text, int limit) {
        int[] tokens = ids(tokenizer.encode(text, true, false));
        if (tokens.length <= limit) {
            return tokens;
        }
        if (limit <= specialAround) {
            throw new IllegalArgumentException("at most " + limit + " tokens leave no room for text beside the "
                    + specialAround + " special ones");
        }
        int[] cut = Arrays.copyOf(tokens, limit);
        System.arraycopy(tokens, tokens.length - specialAfter, cut, limit - specialAfter, specialAfter);
        return cut;
    }

    @Override
    public int[] encodePlain(String text) {
        return ids(tokenizer.encode(text, false, false));
    }

    private static int[] ids(Encoding encoding) {
        return LongStream.of(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
    }

    @Override
    public TokenBytes bytes() {
        return TokenDecoder.bytes(files.get(FILE));
    }

    @Override
    public SpecialTokens special() {
        return special;
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public void save(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Run.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
