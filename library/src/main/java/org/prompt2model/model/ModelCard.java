package org.prompt2model.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a student is and how it was made.
 *
 * @param name the student's name
 * @param baseModel identifier of the model that it was trained from
 * @param instruction the task in words
 * @param parameters number of weights
 * @param rehearsal true where its training data came from the rehearsal teacher
 * @param facts more figures in the order to show them: rows, seed, epochs, validation score, versions
 */
public record ModelCard(
        String name,
        String baseModel,
        String instruction,
        long parameters,
        boolean rehearsal,
        Map<String, String> facts) {
    public ModelCard {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(baseModel, "baseModel");
        Objects.requireNonNull(instruction, "instruction");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The card as the README.md of a model on the hub: {@link #markdown} after what the hub indexes, as YAML. */
    String readme() {
        StringBuilder index = new StringBuilder("---\ntags:\n- prompt2model\n");
        if (rehearsal) {
            index.append("- rehearsal\n");
        }
        // A folder or one of this project's own names is no model that the hub could link to.
        if (baseModel.matches("[\\w.-]+/[\\w.-]+") && !baseModel.startsWith("prompt2model/")) {
            index.append("base_model: ").append(baseModel).append('\n');
        }
        return index.append("---\n\n").append(markdown()).toString();
    }

    /** The card as Markdown. */
    public String markdown() {
        StringBuilder card = new StringBuilder("# ").append(name).append("\n\n");
        if (rehearsal) {
            card.append("**Rehearsal**: trained on data that rules wrote, not a language model.\n\n");
        }
        card.append("Task: ").append(instruction).append("\n\n| | |\n|---|---|\n");
        card.append("| base model | ").append(baseModel).append(" |\n");
        card.append("| parameters | ").append(String.format("%,d", parameters)).append(" |\n");
        facts.forEach((fact, value) ->
                card.append("| ").append(fact).append(" | ").append(value).append(" |\n"));
        return card.toString();
    }

    @Override
    public String toString() {
        return markdown();
    }
}
