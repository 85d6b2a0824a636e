package org.prompt2model.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.SplitOptions;
import org.prompt2model.corpus.Splits;
import org.prompt2model.corpus.Splitter;
import tech.tablesaw.api.Table;

/** The stage {@code split}: {@link Splitter} with an entry in the run's manifest, since {@code corpus} knows no run. */
public final class SplitStage {
    private static final String STAGE = "split";

    private SplitStage() {}

    /**
     * Splits tables of data rows; see {@link Splitter#split}. Rows put aside and sizes not met are told as notices.
     *
     * @throws org.prompt2model.corpus.Prompt2ModelException as {@link Splitter#split} does
     */
    public static Splits split(List<Table> corpora, SplitOptions options) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int corpus = 0; corpus < corpora.size(); corpus++) {
            facts.put("table_" + (corpus + 1), Fingerprint.of(corpora.get(corpus)));
        }
        facts.put("validation", options.validation());
        facts.put("test", options.test());
        facts.put("seed", options.seed());
        facts.put("similarity", options.similarity());
        return Run.current()
                .call(
                        STAGE,
                        facts,
                        () -> Splitter.split(
                                corpora,
                                options,
                                notice -> ProgressMeter.notice(STAGE, notice),
                                () -> StageInterruptedException.check(STAGE, "Nothing is kept of a split.")));
    }
}
