package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.prompt2model.model.Embedder;

/** How many of the kinds of texts that all corpora together have are in each of them; kinds are clusters of embeddings. */
final class Coverage {
    private static final int ITERATIONS = 100;

    private Coverage() {}

    private static final class Point extends DoublePoint {
        private static final long serialVersionUID = 1L;

        private final int corpus;

        Point(int corpus, double[] place) {
            super(place);
            this.corpus = corpus;
        }

        int corpus() {
            return corpus;
        }
    }

    /**
     * Clusters the texts of all corpora together, by k-means on sentence embeddings.
     *
     * @return for each corpus the share of the clusters that hold one of its texts or more, 0 to 1; NaN where there are
     *     not twice as many texts as clusters
     */
    static double[] of(List<List<String>> corpora, int clusters, long seed) {
        List<Point> points = new ArrayList<>();
        for (int corpus = 0; corpus < corpora.size(); corpus++) {
            for (float[] vector : Embedder.embed(corpora.get(corpus))) {
                points.add(new Point(corpus, widened(vector)));
            }
        }
        double[] shares = new double[corpora.size()];
        if (points.size() < 2 * clusters) {
            Arrays.fill(shares, Double.NaN);
            return shares;
        }
        JDKRandomGenerator random = new JDKRandomGenerator();
        random.setSeed(seed);
        List<CentroidCluster<Point>> found = new KMeansPlusPlusClusterer<Point>(
                        clusters, ITERATIONS, new EuclideanDistance(), random)
                .cluster(points);
        for (CentroidCluster<Point> cluster : found) {
            Set<Integer> here = new HashSet<>();
            cluster.getPoints().forEach(point -> here.add(point.corpus()));
            here.forEach(corpus -> shares[corpus]++);
        }
        return Arrays.stream(shares).map(held -> held / found.size()).toArray();
    }

    private static double[] widened(float[] vector) {
        double[] wide = new double[vector.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }
}
