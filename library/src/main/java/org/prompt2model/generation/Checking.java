package org.prompt2model.generation;

import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.OptionRange;
import tech.tablesaw.api.Table;

/**
 * What is dropped.
 *
 * @param maxCharacters longest input and longest output, 1 to 100,000
 * @param similarity Jaccard similarity of character 4-grams from which two inputs count as one ({@link
 *     org.prompt2model.corpus.NearDuplicates}), 0.1 to 1; above 1 to drop equal inputs only
 * @param apartFrom rows, a test set say, that no kept row may nearly repeat
 * @param sameScript whether texts must be in the scripts (Latin, Cyrillic, Han, ...) of the instruction and the examples
 * @param judge whether the teacher rates each example from 1 to 5 in requests of their own, those below 4 being dropped
 */
public record Checking(
        int maxCharacters, double similarity, Optional<Table> apartFrom, boolean sameScript, boolean judge) {
    public Checking {
        OptionRange.require(
                "maxCharacters", maxCharacters, 1, 100_000, "GenerationOptions.defaults().maxCharacters(5)");
        OptionRange.require("nearDuplicates", similarity, 0.1, 2, "GenerationOptions.defaults().nearDuplicates(0.8)");
        Objects.requireNonNull(apartFrom, "apartFrom");
        apartFrom.ifPresent(rows -> DataRows.require(rows, "The table that rows are kept apart from", Columns.INPUT));
        apartFrom = apartFrom.map(Table::copy);
    }

    Checking maxCharacters(int other) {
        return new Checking(other, similarity, apartFrom, sameScript, judge);
    }

    Checking similarity(double other) {
        return new Checking(maxCharacters, other, apartFrom, sameScript, judge);
    }

    Checking apartFrom(Table other) {
        return new Checking(maxCharacters, similarity, Optional.of(other), sameScript, judge);
    }

    Checking sameScript(boolean other) {
        return new Checking(maxCharacters, similarity, apartFrom, other, judge);
    }

    Checking judge(boolean other) {
        return new Checking(maxCharacters, similarity, apartFrom, sameScript, other);
    }
}
