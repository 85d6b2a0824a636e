package org.prompt2model.evaluation;

import org.prompt2model.corpus.OptionRange;

/**
 * How diversity is measured.
 *
 * @param sample most rows of each corpus that texts are compared on, 10 to 100,000: all figures of variety fall with the
 *     number of rows, so corpora are compared on equally many
 * @param clusters groups of inputs that coverage is told of, 2 to 1,000; 0 to leave it out, which saves the embedding
 * @param seed of the samples and the clusters
 */
public record DiversityOptions(int sample, int clusters, long seed) {
    public DiversityOptions {
        OptionRange.require("sample", sample, 10, 100_000, "DiversityOptions.defaults().sample(300)");
        if (clusters != 0) {
            OptionRange.require(
                    "clusters", clusters, 2, 1_000, "DiversityOptions.defaults().clusters(25), or 0 for none");
        }
    }

    /** Samples of 300 rows, 25 clusters, seed 0. */
    public static DiversityOptions defaults() {
        return new DiversityOptions(300, 25, 0);
    }

    /** With samples of at most this many rows. */
    public DiversityOptions sample(int rows) {
        return new DiversityOptions(rows, clusters, seed);
    }

    /** With this many clusters, or none. */
    public DiversityOptions clusters(int number) {
        return new DiversityOptions(sample, number, seed);
    }

    /** With this seed. */
    public DiversityOptions seed(long number) {
        return new DiversityOptions(sample, clusters, number);
    }
}
