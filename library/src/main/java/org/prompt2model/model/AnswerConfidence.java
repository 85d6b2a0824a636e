package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How sure a student may be of what it wrote: Platt's scaling (1999, "Probabilistic Outputs for Support Vector Machines")
 * of the log-odds of the answer's probability, length-normalised, so that among rows that the student was not trained on,
 * as many answers are right as it is sure. The likelier of two answers stays the surer. It is fitted to greedy answers.
 *
 * @param slope what the log-odds are multiplied by, at least 0; below 1 where the network is surer than it is right
 * @param offset what is added to them
 * @param rows how many rows it was fitted to
 */
public record AnswerConfidence(double slope, double offset, int rows) {
    /** Rows without which two numbers would be fitted to chance. */
    public static final int FEWEST_ROWS = 50;

    private static final String FILE = "confidence.json";
    private static final double LEAST_DOUBT = 1e-12;
    private static final int STEPS = 100;

    /**
     * The most likely slope and offset, where normal distributions about 1 and 0 are known before: answers that were all
     * right say nothing of the slope. Right and wrong count as certain to (n + 1) / (n + 2), as in Platt's paper.
     *
     * @param answers of rows that the network was not trained on
     * @param right whether each of them is
     * @return empty for fewer than {@value #FEWEST_ROWS} rows
     */
    public static Optional<AnswerConfidence> fit(List<Answer> answers, List<Boolean> right) {
        if (answers.size() < FEWEST_ROWS) {
            return Optional.empty();
        }
        long count = right.stream().filter(each -> each).count();
        double certain = (count + 1.0) / (count + 2.0);
        double doubtful = 1.0 / (right.size() - count + 2.0);
        double[] odds = answers.stream().mapToDouble(AnswerConfidence::logOdds).toArray();
        double[] goals =
                right.stream().mapToDouble(each -> each ? certain : doubtful).toArray();
        double[] line = {1, 0};
        for (int step = 0; step < STEPS; step++) {
            line = better(line, odds, goals);
        }
        return Optional.of(new AnswerConfidence(line[0], line[1], answers.size()));
    }

    /** One step of Newton's, halved until it is none for the worse; the loss is convex. */
    private static double[] better(double[] line, double[] odds, double[] goals) {
        double bySlope = line[0] - 1;
        double byOffset = line[1];
        double slopeTwice = 1;
        double offsetTwice = 1;
        double both = 0;
        for (int i = 0; i < odds.length; i++) {
            double found = sigmoid(line[0] * odds[i] + line[1]);
            double weight = found * (1 - found);
            bySlope += (found - goals[i]) * odds[i];
            byOffset += found - goals[i];
            slopeTwice += weight * odds[i] * odds[i];
            offsetTwice += weight;
            both += weight * odds[i];
        }
        double determinant = slopeTwice * offsetTwice - both * both;
        double slope = (offsetTwice * bySlope - both * byOffset) / determinant;
        double offset = (slopeTwice * byOffset - both * bySlope) / determinant;
        for (double share = 1; share > 1e-6; share /= 2) {
            double[] next = {Math.max(0, line[0] - share * slope), line[1] - share * offset};
            if (loss(next, odds, goals) <= loss(line, odds, goals)) {
                return next;
            }
        }
        return line;
    }

    private static double loss(double[] line, double[] odds, double[] goals) {
        double sum = ((line[0] - 1) * (line[0] - 1) + line[1] * line[1]) / 2;
        for (int i = 0; i < odds.length; i++) {
            double at = line[0] * odds[i] + line[1];
            // Of log(1 + e^x) - goal x, without overflow.
            sum += Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at))) - goals[i] * at;
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double logOdds(Answer answer) {
        double sum = 0;
        for (float log : answer.logs()) {
            sum += log;
        }
        double mean = Math.exp(sum / Math.max(1, answer.logs().length));
        return Math.log(Math.max(LEAST_DOUBT, mean)) - Math.log(Math.max(LEAST_DOUBT, 1 - mean));
    }

    /** How sure of an answer, 0 to 1. */
    public double of(Answer answer) {
        return sigmoid(slope * logOdds(answer) + offset);
    }

    /** Leaves nothing of another student's there where there is none. */
    static void write(Optional<AnswerConfidence> confidence, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (confidence.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        AnswerConfidence fitted = confidence.get();
        StudentFiles.json(
                file,
                StudentFiles.newJson()
                        .put("method", "Platt's scaling of the length-normalised probability's log-odds")
                        .put("slope", fitted.slope())
                        .put("offset", fitted.offset())
                        .put("rows", fitted.rows()));
    }

    static Optional<AnswerConfidence> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode json = StudentFiles.json(file);
        for (String name : Arrays.asList("slope", "offset", "rows")) {
            if (!json.path(name).isNumber()) {
                throw new IOException(FILE + " has no number '" + name + "'");
            }
        }
        return Optional.of(new AnswerConfidence(
                json.path("slope").asDouble(),
                json.path("offset").asDouble(),
                json.path("rows").asInt()));
    }
}
