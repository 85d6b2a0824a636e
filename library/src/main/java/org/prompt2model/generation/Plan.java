package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * By what the inputs of a task differ: attributes such as topic, length or style, each with values. Every request for new
 * inputs gets one value of each, so that rare kinds are asked for as often as common ones (attributed prompts: Yu et al.
 * 2023, <a href="https://arxiv.org/abs/2306.15895">arXiv 2306.15895</a>).
 *
 * @param attributes names with their values, in the order to show them; none for no plan
 */
public record Plan(Map<String, List<String>> attributes) {
    /** No attributes: every request asks for the same. */
    public static final Plan NONE = new Plan(Map.of());

    /** The attribute whose values are the outputs that inputs are to be written for. */
    public static final String LABEL = "label";

    private static final String SEPARATOR = " | ";
    private static final int MOST_ATTRIBUTES = 12;
    private static final int MOST_VALUES = 100;

    /** @throws Prompt2ModelException if there are too many attributes or values, or an attribute has no value */
    public Plan {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        attributes.forEach((name, values) -> copy.put(name, List.copyOf(new LinkedHashSet<>(values))));
        attributes = Collections.unmodifiableMap(copy);
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw bad(attributes.size() + " attributes", "it has at most " + MOST_ATTRIBUTES);
        }
        attributes.forEach((name, values) -> {
            if (name.isBlank() || values.isEmpty() || values.size() > MOST_VALUES) {
                throw bad(
                        "the attribute '" + name + "' with " + values.size() + " values",
                        "an attribute has a name and 1 to " + MOST_VALUES + " values");
            }
        });
    }

    /**
     * Reads what {@link #toString()} writes: one attribute a line, {@code topic: travel | work | money}.
     *
     * @throws Prompt2ModelException if a line has no colon or no value
     */
    public static Plan parse(String text) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw bad("the line '" + line.strip() + "'", "each line is an attribute, a colon and its values");
            }
            List<String> values = new ArrayList<>();
            for (String value : line.substring(colon + 1).split("\\|", -1)) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
            attributes.put(line.substring(0, colon).strip(), values);
        }
        return new Plan(attributes);
    }

    /** With this attribute, in place of one of the same name. */
    public Plan with(String attribute, List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, values);
        return new Plan(changed);
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** One attribute a line: {@code topic: travel | work | money}. */
    @Override
    public String toString() {
        return attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + ": " + String.join(SEPARATOR, attribute.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static Prompt2ModelException bad(String what, String why) {
        return new Prompt2ModelException(
                "The plan has " + what, why, "write for example: topic: travel | work | money");
    }
}
