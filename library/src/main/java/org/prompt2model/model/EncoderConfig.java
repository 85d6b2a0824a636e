package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Shape of a BERT, RoBERTa or DistilBERT sequence classifier (config.json of transformers).
 *
 * @param vocabulary number of tokens
 * @param width width of the residual stream
 * @param heads attention heads a layer; they share the width evenly
 * @param inner width of the feed-forward layer
 * @param layers layers of the encoder
 * @param positions rows of the table of positions, of which RoBERTa uses two fewer
 * @param segments kinds of segment, 0 for a family without
 * @param padding the padding token
 * @param normEpsilon what keeps norms from dividing by 0
 * @param labels the classes in order
 */
record EncoderConfig(
        EncoderFamily family,
        int vocabulary,
        int width,
        int heads,
        int inner,
        int layers,
        int positions,
        int segments,
        int padding,
        double normEpsilon,
        List<String> labels) {
    private static final double DEVIATION = 0.02; // initializer_range of all three

    EncoderConfig {
        labels = List.copyOf(labels);
        int[] sizes = {vocabulary, width, heads, inner, layers, positions};
        if (Arrays.stream(sizes).anyMatch(size -> size < 1) || width % heads != 0 || padding < 0) {
            throw new Prompt2ModelException(
                    "The config.json describes no " + family.modelType() + " network",
                    "sizes are at least 1, the heads share the width evenly and the padding token is in the"
                            + " vocabulary, but it gives vocabulary, width, heads, inner width, layers and positions "
                            + Arrays.toString(sizes) + " and padding " + padding,
                    "copy the checkpoint again, with the config.json that it came with");
        }
    }

    /** Most tokens of a text. */
    int longestInput() {
        return family == EncoderFamily.ROBERTA ? positions - padding - 1 : positions;
    }

    /** The same network with other classes. */
    EncoderConfig withLabels(List<String> classes) {
        return new EncoderConfig(
                family, vocabulary, width, heads, inner, layers, positions, segments, padding, normEpsilon, classes);
    }

    WeightLayout layout() {
        EncoderFamily.Layer names = family.layer();
        List<Weight> weights = new ArrayList<>();
        String embeddings = family.prefix() + "embeddings.";
        weights.add(Weight.matrix(embeddings + "word_embeddings.weight", vocabulary, width, DEVIATION));
        weights.add(Weight.matrix(embeddings + "position_embeddings.weight", positions, width, DEVIATION));
        norm(weights, embeddings + "LayerNorm");
        for (int number = 0; number < layers; number++) {
            String layer = family.prefix() + names.path() + "." + number + ".";
            linear(weights, names.queryKeyValue().stream().map(layer::concat).toList(), 3 * width, width);
            linear(weights, List.of(layer + names.mixed()), width, width);
            norm(weights, layer + names.mixedNorm());
            linear(weights, List.of(layer + names.inner()), inner, width);
            linear(weights, List.of(layer + names.outer()), width, inner);
            norm(weights, layer + names.outerNorm());
        }
        weights.addAll(head());
        if (segments > 0) {
            weights.add(Weight.matrix(family.prefix() + family.segments(), segments, width, DEVIATION));
        }
        return new WeightLayout(weights);
    }

    /** The head's weights alone, which pretraining leaves out. */
    List<Weight> head() {
        List<Weight> weights = new ArrayList<>();
        linear(weights, family.head().subList(0, 1), width, width);
        linear(weights, family.head().subList(1, 2), labels.size(), width);
        return weights;
    }

    private static void linear(List<Weight> weights, List<String> names, int rows, int columns) {
        List<Double> deviations = names.stream().map(name -> DEVIATION).toList();
        List<Double> zeros = names.stream().map(name -> 0.0).toList();
        List<String> matrices = names.stream().map(name -> name + ".weight").toList();
        weights.add(new Weight(matrices, rows, columns, deviations));
        weights.add(new Weight(names.stream().map(name -> name + ".bias").toList(), rows, 0, zeros));
    }

    private void norm(List<Weight> weights, String name) {
        weights.add(Weight.scale(name + ".weight", width));
        weights.add(new Weight(List.of(name + ".bias"), width, 0, List.of(0.0)));
    }

    /** What {@code bert.py} reads as attributes. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("width", width);
        attributes.put("heads", heads);
        attributes.put("head_width", width / heads);
        attributes.put("layers", layers);
        attributes.put("blocks", layers + 1);
        attributes.put("segments", segments);
        attributes.put("padding", padding);
        attributes.put("norm_epsilon", normEpsilon);
        attributes.put("counts_padding", family == EncoderFamily.ROBERTA ? 0 : 1);
        attributes.put("drops_before_head", family == EncoderFamily.ROBERTA ? 1 : 0);
        attributes.put("relu_head", family == EncoderFamily.DISTILBERT ? 1 : 0);
        return attributes;
    }
}
