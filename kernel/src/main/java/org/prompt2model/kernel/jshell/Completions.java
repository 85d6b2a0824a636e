package org.prompt2model.kernel.jshell;

import java.util.List;

/**
 * What could stand at the cursor.
 *
 * @param matches texts that may replace the source from start to end, the most fitting first
 * @param start offset of the first {@code char} to replace
 * @param end offset after the last one
 */
public record Completions(List<String> matches, int start, int end) {
    public Completions {
        matches = List.copyOf(matches);
    }
}
