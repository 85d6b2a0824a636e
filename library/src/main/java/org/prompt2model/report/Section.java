package org.prompt2model.report;

import java.util.List;
import org.prompt2model.run.StageRecord;

/** What a report tells of one call of a stage. */
record Section(int number, StageRecord record, boolean rehearsal, List<Block> blocks) {
    String heading() {
        return number + ". " + record.stage();
    }

    /** Name of the anchor and of the section's pictures. */
    String id() {
        return "stage-" + number;
    }
}
