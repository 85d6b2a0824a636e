package org.prompt2model.model;

import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): the base model stays as it is, and beside each target product
 * {@code x W^T} a small one, {@code (alpha / rank) (x A^T) B^T}, is trained.
 *
 * @param rank rows of A and columns of B, 1 to 1,024
 * @param alpha strength of the adapters, above 0; twice the rank is usual
 * @param dropout share of the adapters' inputs set to 0 in training, 0 to below 1
 * @param targets projections that are adapted, by the last part of their names
 * @param merged whether a student is saved as a whole model, adapters added to its weights; otherwise the adapters are
 *     saved alone, in PEFT's format, and need the base model's checkpoint to be opened
 */
public record LoraOptions(int rank, double alpha, double dropout, List<String> targets, boolean merged) {
    /** Every projection of a Llama layer. */
    public static final List<String> ALL =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraOptions {
        targets = List.copyOf(targets);
        require("rank", rank >= 1 && rank <= 1_024, rank, "from 1 to 1,024");
        require("alpha", alpha > 0 && alpha <= 1e6, alpha, "above 0 and at most 1,000,000");
        require("dropout", dropout >= 0 && dropout < 1, dropout, "from 0 to below 1");
        require("targets", !targets.isEmpty() && ALL.containsAll(targets), targets, "some of " + ALL);
    }

    private static void require(String name, boolean fits, Object value, String range) {
        if (!fits) {
            throw new Prompt2ModelException(
                    "LoRA's " + name + " is " + value,
                    "it must be " + range,
                    "change it: LoraOptions.of(8, 16)." + (name.equals("dropout") ? "dropout(0.05)" : name + "(...)"));
        }
    }

    /** Adapters of every projection, without dropout, merged where a student is saved. */
    public static LoraOptions of(int rank, double alpha) {
        return new LoraOptions(rank, alpha, 0, ALL, true);
    }

    /** These options with another rank. */
    public LoraOptions rank(int value) {
        return new LoraOptions(value, alpha, dropout, targets, merged);
    }

    /** These options with another alpha. */
    public LoraOptions alpha(double value) {
        return new LoraOptions(rank, value, dropout, targets, merged);
    }

    /** These options with another dropout. */
    public LoraOptions dropout(double value) {
        return new LoraOptions(rank, alpha, value, targets, merged);
    }

    /** These options with other targets. */
    public LoraOptions targets(String... names) {
        return new LoraOptions(rank, alpha, dropout, List.of(names), merged);
    }

    /** These options with another way to save: the whole model, or the adapters alone. */
    public LoraOptions merged(boolean value) {
        return new LoraOptions(rank, alpha, dropout, targets, value);
    }

    double scale() {
        return alpha / rank;
    }
}
