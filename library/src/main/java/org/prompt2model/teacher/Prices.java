package org.prompt2model.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Settings;

/** Prices of well-known models, from a dated data file, and the user's own from {@value #VARIABLE}. */
final class Prices {
    static final String VARIABLE = "PROMPT2MODEL_TEACHER_PRICE";

    private static final Pattern DATE_SUFFIX = Pattern.compile("-(latest|\\d{8}|\\d{4}-\\d\\d-\\d\\d)$");

    private Prices() {}

    /** The price that the user set. */
    static Optional<Price> own() {
        return Settings.get(VARIABLE).map(Prices::parse);
    }

    /** The list price of {@code provider:model} on the file's date; unknown for a model that is not in it. */
    static Price listed(String name) {
        JsonNode models = read().path("models");
        JsonNode price = models.path(name);
        if (price.isMissingNode()) {
            price = models.path(DATE_SUFFIX.matcher(name).replaceFirst(""));
        }
        return price.isMissingNode()
                ? Price.UNKNOWN
                : new Price(price.path(0).asDouble(), price.path(1).asDouble());
    }

    /** The day on which the listed prices were noted. */
    static String date() {
        return read().path("date").asText();
    }

    private static Price parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            double input = Double.parseDouble(parts[0].strip());
            double output = Double.parseDouble(parts[1].strip());
            if (parts.length == 2 && input >= 0 && output >= 0 && input + output < Double.POSITIVE_INFINITY) {
                return new Price(input, output);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static Prompt2ModelException malformed(String text, RuntimeException cause) {
        return new Prompt2ModelException(
                VARIABLE + " is '" + text + "', which is no price",
                "it takes two numbers of 0 or more with a comma between them",
                "set it to US dollars a million tokens, sent and received, for example 0.40,1.60",
                cause);
    }

    private static JsonNode read() {
        try (InputStream file = Prices.class.getResourceAsStream("prices.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException("prices.json is part of the library", e);
        }
    }
}
