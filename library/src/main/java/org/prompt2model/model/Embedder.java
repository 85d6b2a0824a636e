package org.prompt2model.model;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import org.prompt2model.run.StageInterruptedException;

/** Sentence embeddings in process: all-MiniLM-L6-v2, quantized to eight bits, from a jar (Apache-2.0, 16 MB). */
public final class Embedder {
    /** Width of an embedding. */
    public static final int WIDTH = 384;
    /** Weights of the encoder. */
    public static final long PARAMETERS = 22_713_216;

    private static AllMiniLmL6V2QuantizedEmbeddingModel encoder;

    private Embedder() {}

    /** One vector of length 1 and width {@value #WIDTH} a text. */
    public static float[][] embed(List<String> texts) {
        AllMiniLmL6V2QuantizedEmbeddingModel model = encoder();
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < vectors.length; i++) {
            StageInterruptedException.check("Embedding texts", "Nothing is kept of it; run the cell again.");
            // The encoder refuses an empty text; a full stop says as little.
            TextSegment text = TextSegment.from(texts.get(i).isBlank() ? "." : texts.get(i));
            Embedding embedding = model.embed(text).content();
            vectors[i] = embedding.vector();
        }
        return vectors;
    }

    private static synchronized AllMiniLmL6V2QuantizedEmbeddingModel encoder() {
        if (encoder == null) {
            encoder = new AllMiniLmL6V2QuantizedEmbeddingModel();
        }
        return encoder;
    }
}
