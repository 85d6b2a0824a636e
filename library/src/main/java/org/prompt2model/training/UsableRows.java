package org.prompt2model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.ProgressMeter;

/**
 * Chooses the training rows that a model can learn from. Whatever is cut or left out is counted and told.
 *
 * @param inputTokens number of tokens of an input
 * @param longestInput most of them that the model takes
 * @param outputTokens number of tokens of an output, its end apart; what has none teaches nothing
 */
record UsableRows(
        ToIntFunction<String> inputTokens, int longestInput, ToIntFunction<String> outputTokens, LongInputs asked) {

    /** @throws Prompt2ModelException if none is left */
    List<Example> choose(List<Example> rows) {
        List<Example> chosen = new ArrayList<>();
        int empty = 0;
        int tooLong = 0;
        for (Example row : rows) {
            boolean isLong = inputTokens.applyAsInt(row.input()) > longestInput;
            if (outputTokens.applyAsInt(row.output()) == 0) {
                empty++;
            } else {
                tooLong += isLong ? 1 : 0;
                if (!isLong || asked == LongInputs.TRUNCATE) {
                    chosen.add(row);
                }
            }
        }
        tell(rows.size(), empty, tooLong);
        if (chosen.isEmpty()) {
            throw new Prompt2ModelException(
                    "None of the " + rows.size() + " training rows can be learned from",
                    empty + " have an output that is empty once it is tokens, and " + tooLong
                            + " an input of more than " + longestInput + " tokens, which were to be left out",
                    "look at the column 'output', or keep long rows with TrainingOptions.longInputs(LongInputs.TRUNCATE)");
        }
        return chosen;
    }

    private void tell(int all, int empty, int tooLong) {
        if (empty > 0) {
            ProgressMeter.notice(
                    "fineTune",
                    empty + " of " + all + " training rows are left out: their output is empty once it is tokens");
        }
        if (tooLong > 0) {
            String what = tooLong + " of " + all + " training inputs have more than the " + longestInput
                    + " tokens that the model takes: ";
            ProgressMeter.notice(
                    "fineTune",
                    what
                            + (asked == LongInputs.DROP
                                    ? "these rows are left out"
                                    : "their ends are cut off; TrainingOptions.longInputs(LongInputs.DROP) leaves such"
                                            + " rows out"));
        }
    }
}
