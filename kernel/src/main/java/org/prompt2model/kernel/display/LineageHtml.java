package org.prompt2model.kernel.display;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.prompt2model.generation.Lineage;
import org.prompt2model.generation.Plan;
import org.prompt2model.teacher.Exchange;
import org.prompt2model.teacher.Reply;

/** What is behind generated rows as HTML: the plan that they follow, and where one of them comes from. */
final class LineageHtml {
    private static final String TEXT = "white-space:pre-wrap;overflow-wrap:anywhere;max-width:60em;margin:2px 10px 8px;"
            + "padding:6px 10px;border-left:3px solid rgba(128,128,128,0.4);font-size:12px";

    private LineageHtml() {}

    static String of(Lineage lineage) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("input", lineage.input());
        facts.put("output", lineage.output());
        facts.put("source", lineage.source());
        facts.putAll(lineage.facts());
        StringBuilder html = new StringBuilder("<div>").append(FactsHtml.of(facts));
        if (lineage.steps().isEmpty()) {
            html.append(ObjectHtml.PARAGRAPH).append("No teacher was asked for this row.</p>");
        }
        lineage.steps().forEach(step -> html.append(step(step)));
        return html.append("</div>").toString();
    }

    /** A request is folded: its prompt is long, and of several the reader wants one. */
    private static String step(Lineage.Step step) {
        if (step.exchange().isEmpty()) {
            return ObjectHtml.PARAGRAPH + "request " + Html.escape(step.key())
                    + " is not in the journal of this run</p>";
        }
        Exchange exchange = step.exchange().get();
        return "<details style=\"padding:2px 10px\"><summary style=\"cursor:pointer\">" + Html.escape(summary(exchange))
                + "</summary>" + part("prompt", exchange.question().prompt()) + part("reply", words(exchange.reply()))
                + "</details>";
    }

    private static String summary(Exchange exchange) {
        double cost = exchange.reply().costUsd();
        return String.format(
                Locale.ROOT,
                "%s, temperature %.2f, %,d + %,d tokens, %s",
                exchange.teacher(),
                exchange.question().temperature(),
                exchange.reply().inputTokens(),
                exchange.reply().outputTokens(),
                Double.isNaN(cost)
                        ? "cost unknown"
                        : cost == 0 ? "0 USD" : String.format(Locale.ROOT, "%.6f USD", cost));
    }

    private static String words(Reply reply) {
        if (reply instanceof Reply.Text text) {
            return text.text();
        }
        return reply instanceof Reply.Truncated truncated ? truncated.text() + " … (cut off)" : reply.toString();
    }

    private static String part(String name, String text) {
        return "<div style=\"padding:4px 10px 0;opacity:0.7\">" + name + "</div><div style=\"" + TEXT + "\">"
                + Html.escape(text) + "</div>";
    }

    static String plan(Plan plan) {
        Map<String, String> facts = new LinkedHashMap<>();
        plan.attributes().forEach((name, values) -> facts.put(name, String.join(" | ", values)));
        return facts.isEmpty()
                ? ObjectHtml.PARAGRAPH + "no plan: every request asks for the same</p>"
                : FactsHtml.of(facts);
    }
}
