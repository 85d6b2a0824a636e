package org.prompt2model.report;

import java.util.Map;
import tech.tablesaw.api.Table;

/** A piece of a report, before it is HTML or Markdown. */
sealed interface Block {
    /** Running text, not escaped. */
    record Paragraph(String text) implements Block {}

    /** Names with their values, in their order, not escaped; folded away under the title where they are not the matter. */
    record Facts(String title, Map<String, String> values, boolean open) implements Block {}

    /** The rows to show of a table, and how many it has. */
    record Grid(Table shown, int rows) implements Block {}

    /** A chart as PNG in base 64, with its width as shown (it has twice as many pixels). */
    record Picture(String alt, String base64, int width) implements Block {}
}
