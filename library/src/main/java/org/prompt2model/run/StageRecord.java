package org.prompt2model.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One call of a stage function, as the manifest and the report tell it.
 *
 * @param stage name of the stage function
 * @param began when the call began
 * @param took how long it took
 * @param reused whether the result was taken from the run folder
 * @param facts everything the result depends on and what it cost, in the order to show it: seeds, options, data hashes,
 *     prompt hashes, teacher, cost; text, numbers and booleans only, and never a secret
 * @param result the table, or another object that a report can show; not written to the manifest
 */
public record StageRecord(
        String stage, Instant began, Duration took, boolean reused, Map<String, Object> facts, Object result) {
    public StageRecord {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(took, "took");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        Objects.requireNonNull(result, "result");
    }
}
