package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864), and how Llama 3.1 stretches it to longer texts.
 *
 * @param theta base of the wavelengths, rope_theta
 * @param factor by how much long wavelengths are stretched; 1 for not at all
 * @param lowFactor wavelengths above {@code context / lowFactor} are stretched fully
 * @param highFactor wavelengths below {@code context / highFactor} are not stretched
 * @param context length of text before the stretching, in tokens; 0 where every wavelength is stretched alike
 */
public record Rope(double theta, double factor, double lowFactor, double highFactor, int context) {
    /** The plain one. */
    public static Rope of(double theta) {
        return new Rope(theta, 1, 1, 1, 0);
    }

    /** Angle by which a step of one token turns each of the {@code headWidth / 2} pairs, in radians. */
    double[] frequencies(int headWidth) {
        double[] frequencies = new double[headWidth / 2];
        for (int pair = 0; pair < frequencies.length; pair++) {
            frequencies[pair] = stretched(Math.pow(theta, -2.0 * pair / headWidth));
        }
        return frequencies;
    }

    private double stretched(double frequency) {
        double wavelength = 2 * Math.PI / frequency;
        if (context == 0 || wavelength > context / lowFactor) {
            return frequency / factor;
        }
        if (wavelength < context / highFactor) {
            return frequency;
        }
        double smooth = (context / wavelength - lowFactor) / (highFactor - lowFactor);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    /** Reads {@code rope_parameters} of transformers 5, or {@code rope_theta} and {@code rope_scaling} of those before. */
    static Rope fromJson(JsonNode json) {
        JsonNode parameters =
                json.path("rope_parameters").isObject() ? json.path("rope_parameters") : json.path("rope_scaling");
        double theta =
                parameters.path("rope_theta").asDouble(json.path("rope_theta").asDouble(10_000));
        String type =
                parameters.path("rope_type").asText(parameters.path("type").asText("default"));
        List<String> known = List.of("default", "linear", "llama3");
        LlamaConfig.refuse(parameters, "rope_type", !known.contains(type), "default, linear or llama3");
        double part = parameters
                .path("partial_rotary_factor")
                .asDouble(json.path("partial_rotary_factor").asDouble(1));
        LlamaConfig.refuse(json, "partial_rotary_factor", part != 1, "1");
        double factor = type.equals("default") ? 1 : parameters.path("factor").asDouble(1);
        if (!type.equals("llama3")) {
            return new Rope(theta, factor, 1, 1, 0);
        }
        return new Rope(
                theta,
                factor,
                parameters.path("low_freq_factor").asDouble(1),
                parameters.path("high_freq_factor").asDouble(4),
                parameters
                        .path("original_max_position_embeddings")
                        .asInt(json.path("max_position_embeddings").asInt()));
    }
}
