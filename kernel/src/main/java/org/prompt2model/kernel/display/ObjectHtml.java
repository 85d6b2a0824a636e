package org.prompt2model.kernel.display;

import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.prompt.Task;
import org.prompt2model.serving.Demo;
import org.prompt2model.serving.Review;
import tech.tablesaw.api.Table;

/** The toolkit's records as HTML and as text. */
final class ObjectHtml {
    /** Text beside tables begins where theirs does. */
    static final String PARAGRAPH = "<p style=\"white-space:pre-wrap;max-width:60em;margin:0;padding:4px 10px\">";

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
        return "<div>" + PARAGRAPH + "<b>Task</b>&ensp;" + Html.escape(task.instruction()) + "</p>"
                + (demonstrations.rowCount() == 0 ? PARAGRAPH + "no demonstrations</p>" : TableHtml.of(demonstrations))
                + "</div>";
    }

    static String taskText(Task task) {
        Table demonstrations = task.demonstrations();
        int columns = Display.columns();
        return TextWidth.wrap("Task: " + task.instruction(), columns) + "\n"
                + (demonstrations.rowCount() == 0 ? "no demonstrations" : TableText.of(demonstrations, columns));
    }

    /** The page opens in a tab of its own: the notebook stays where it is. */
    static String demo(Demo demo) {
        String address = Html.escape(demo.toString());
        return PARAGRAPH + "<a href=\"" + address + "\" target=\"_blank\" rel=\"noopener\">" + address + "</a></p>";
    }

    /** The page stands in the notebook itself, under a link for front ends that show no frames. */
    static String review(Review review) {
        String address = Html.escape(review.toString());
        return PARAGRAPH + "Review of " + review.size() + " rows: <a href=\"" + address
                + "\" target=\"_blank\" rel=\"noopener\">" + address + "</a></p><iframe src=\"" + address
                + "\" title=\"Review\" style=\"width:100%;height:36em;border:1px solid rgba(128,128,128,.4)\"></iframe>";
    }

    private static String part(String name, Table table) {
        String caption = Rehearsal.label(name, Rehearsal.marks(table));
        return TableHtml.of(table, caption, Math.min(ROWS, table.rowCount()));
    }
}
