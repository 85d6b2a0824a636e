package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs that a classifier chooses among, and how sure it may be of a choice.
 *
 * @param names the outputs in the order of the classes
 * @param temperature what divides logits before they become probabilities, from {@link Temperature#fit}
 */
public record Labels(List<String> names, double temperature) {
    public Labels {
        names = List.copyOf(names);
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the temperature must be above 0, not " + temperature);
        }
    }

    /** The class with the highest of the logits, the first of equals. */
    public static int best(float[] logits) {
        int best = 0;
        for (int k = 1; k < logits.length; k++) {
            best = logits[k] > logits[best] ? k : best;
        }
        return best;
    }

    /** The likeliest output with its calibrated probability. */
    NetworkStudent.Prediction answer(float[] logits) {
        int best = best(logits);
        return new NetworkStudent.Prediction(names.get(best), Temperature.probabilities(logits, temperature)[best]);
    }

    void write(ObjectNode facts) {
        facts.put("temperature", temperature);
        names.forEach(facts.putArray("labels")::add);
    }

    static Labels read(JsonNode facts) {
        List<String> names = new ArrayList<>();
        facts.path("labels").forEach(label -> names.add(label.asText()));
        return new Labels(names, facts.path("temperature").asDouble(1));
    }
}
