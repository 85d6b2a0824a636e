package org.prompt2model.kernel.display;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.prompt2model.model.ModelCard;

/**
 * A student's card as HTML and as text. The card's own Markdown begins with a heading of the first level, which inside a
 * notebook would outrank the notebook's sections.
 */
final class CardHtml {
    private static final String REHEARSAL = "Rehearsal: trained on data that rules wrote, not a language model.";

    private CardHtml() {}

    static String of(ModelCard card) {
        StringBuilder html = new StringBuilder("<div>");
        html.append(ObjectHtml.PARAGRAPH)
                .append("<b>")
                .append(Html.escape(card.name()))
                .append("</b></p>");
        if (card.rehearsal()) {
            html.append(ObjectHtml.PARAGRAPH).append(REHEARSAL).append("</p>");
        }
        html.append(ObjectHtml.PARAGRAPH)
                .append("<b>Task</b>&ensp;")
                .append(Html.escape(card.instruction()))
                .append("</p>")
                .append(FactsHtml.of(facts(card)));
        return html.append("</div>").toString();
    }

    static String text(ModelCard card) {
        Map<String, String> facts = facts(card);
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder(card.name()).append('\n');
        if (card.rehearsal()) {
            text.append(REHEARSAL).append('\n');
        }
        text.append(TextWidth.wrap("Task: " + card.instruction(), Display.columns()));
        facts.forEach((fact, value) -> text.append("\n  ")
                .append(fact)
                .append(" ".repeat(width - fact.length() + 2))
                .append(value));
        return text.toString();
    }

    private static Map<String, String> facts(ModelCard card) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("base model", card.baseModel());
        facts.put("parameters", String.format(Locale.ROOT, "%,d", card.parameters()));
        facts.putAll(card.facts());
        return facts;
    }
}
