package org.prompt2model.evaluation;

import org.prompt2model.corpus.Prompt2ModelException;

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
        if (sample < 10 || sample > 100_000) {
            throw bad("sample", sample, "from 10 to 100,000", "sample(300)");
        }
        if (clusters != 0 && (clusters < 2 || clusters > 1_000)) {
            throw bad("clusters", clusters, "from 2 to 1,000, or 0", "clusters(25)");
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

    private static Prompt2ModelException bad(String name, int value, String range, String example) {
        return new Prompt2ModelException(
                "The option " + name + " is " + value, "it must be " + range, "for example " + example);
    }
}
