package org.prompt2model.model;

import java.util.List;

/** The encoders that {@code bert.py} computes: they differ in names of tensors, in positions and in the head. */
// Lists of List.of and records of strings: nobody can change them.
@SuppressWarnings("ImmutableEnumChecker")
enum EncoderFamily {
    /** Two segments; the head's first layer is the pooler, which pretraining trained. */
    BERT(
            "bert",
            "BertForSequenceClassification",
            "embeddings.token_type_embeddings.weight",
            Layer.OF_BERT,
            List.of("bert.pooler.dense", "classifier")),
    /** Positions begin after the number of the padding token. */
    ROBERTA(
            "roberta",
            "RobertaForSequenceClassification",
            "embeddings.token_type_embeddings.weight",
            Layer.OF_BERT,
            List.of("classifier.dense", "classifier.out_proj")),
    /** BERT's tokens, half its layers, no segments. */
    DISTILBERT(
            "distilbert",
            "DistilBertForSequenceClassification",
            "",
            Layer.OF_DISTILBERT,
            List.of("pre_classifier", "classifier"));

    private final String modelType;
    private final String architecture;
    private final String segments;
    private final Layer layer;
    private final List<String> head;

    EncoderFamily(String modelType, String architecture, String segments, Layer layer, List<String> head) {
        this.modelType = modelType;
        this.architecture = architecture;
        this.segments = segments;
        this.layer = layer;
        this.head = head;
    }

    /**
     * Names within one layer, without {@code .weight} and {@code .bias}.
     *
     * @param path of the list of layers
     */
    record Layer(
            String path,
            List<String> queryKeyValue,
            String mixed,
            String mixedNorm,
            String inner,
            String outer,
            String outerNorm) {
        private static final Layer OF_BERT = new Layer(
                "encoder.layer",
                List.of("attention.self.query", "attention.self.key", "attention.self.value"),
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm");
        private static final Layer OF_DISTILBERT = new Layer(
                "transformer.layer",
                List.of("attention.q_lin", "attention.k_lin", "attention.v_lin"),
                "attention.out_lin",
                "sa_layer_norm",
                "ffn.lin1",
                "ffn.lin2",
                "output_layer_norm");
    }

    /** {@code model_type} of config.json. */
    String modelType() {
        return modelType;
    }

    /** Class of transformers that opens a saved student. */
    String architecture() {
        return architecture;
    }

    /** What names of tensors begin with, the head's apart. */
    String prefix() {
        return modelType + ".";
    }

    /** Name of the embeddings of segments, without the prefix; empty where there are none. */
    String segments() {
        return segments;
    }

    Layer layer() {
        return layer;
    }

    /** The layer that makes a number of each class. */
    String output() {
        return head.get(1) + ".";
    }

    /** The two linear layers of the head, input first, with their prefix. */
    List<String> head() {
        return head;
    }
}
