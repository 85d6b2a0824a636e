package org.prompt2model.retrieval;

import java.util.Objects;

/**
 * What the catalogue knows of a public base model.
 *
 * @param id identifier, as the hub writes it
 * @param family architecture family
 * @param parameters number of weights
 * @param trained number of weights that training changes
 * @param sizeBytes size of the published weights
 * @param licence SPDX identifier or name; empty where it is not known
 * @param downloads downloads a month, a rounded order of magnitude
 * @param shipped whether it comes with the toolkit
 * @param description what it is good at, in our own words
 */
public record ModelFacts(
        String id,
        String family,
        long parameters,
        long trained,
        long sizeBytes,
        String licence,
        long downloads,
        boolean shipped,
        String description) {
    public ModelFacts {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(description, "description");
    }
}
