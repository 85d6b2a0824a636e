package org.prompt2model.retrieval;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the catalogue knows of a public dataset; a fact that it is not sure of is missing.
 *
 * @param id identifier, as the hub writes it
 * @param rows number of rows of all splits
 * @param licence SPDX identifier or name; empty where it is not known
 * @param languages comma-separated codes, or how many
 * @param downloads downloads a month, a rounded order of magnitude
 * @param shipped the resource with its rows, where the toolkit ships them
 * @param description what it holds, in our own words
 */
public record DatasetFacts(
        String id,
        OptionalLong rows,
        String licence,
        String languages,
        long downloads,
        Optional<String> shipped,
        String description) {
    public DatasetFacts {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(languages, "languages");
        Objects.requireNonNull(shipped, "shipped");
        Objects.requireNonNull(description, "description");
    }
}
