package org.prompt2model.kernel.display;

import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.prompt.Task;
import tech.tablesaw.api.Table;

/** The toolkit's records as HTML and as text. */
final class ObjectHtml {
    private static final int ROWS = 5;

    private ObjectHtml() {}

    static String splits(Splits splits) {
        return "<div>" + part("train", splits.train()) + part("validation", splits.validation())
                + part("test", splits.test()) + "</div>";
    }

    static String splitsText(Splits splits) {
        return splits.toString();
    }

    static String task(Task task) {
        Table demonstrations = task.demonstrations();
        return "<div><p style=\"white-space:pre-wrap;max-width:60em\"><b>Task</b>&ensp;"
                + Html.escape(task.instruction()) + "</p>"
                + (demonstrations.rowCount() == 0 ? "<p>no demonstrations</p>" : TableHtml.of(demonstrations))
                + "</div>";
    }

    static String taskText(Task task) {
        Table demonstrations = task.demonstrations();
        return "Task: " + task.instruction() + "\n"
                + (demonstrations.rowCount() == 0 ? "no demonstrations" : TableText.of(demonstrations));
    }

    private static String part(String name, Table table) {
        String caption = Rehearsal.label(name, Rehearsal.marks(table));
        return TableHtml.of(table, caption, Math.min(ROWS, table.rowCount()));
    }
}
