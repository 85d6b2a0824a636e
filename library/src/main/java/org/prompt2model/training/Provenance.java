package org.prompt2model.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.retrieval.Catalogue;
import org.prompt2model.retrieval.DatasetFacts;
import org.prompt2model.retrieval.ModelFacts;
import tech.tablesaw.api.Table;

/** What a student's card says of where it comes from: the data, its licences and the base model's. */
final class Provenance {
    private static final String UNKNOWN = "not known";
    private static final double Z = 1.959964; // 95% of a normal distribution lies within

    private Provenance() {}

    /** Facts of a card: {@code data}, {@code data licences} where datasets took part, {@code base model licence}. */
    static Map<String, String> of(String model, Table train) {
        Map<String, Integer> rows = new TreeMap<>();
        Table kept = DataRows.kept(train);
        if (kept.containsColumn(Columns.SOURCE)) {
            DataRows.text(kept, Columns.SOURCE).forEach(source -> rows.merge(source, 1, Integer::sum));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("base model licence", licenceOfModel(model));
        StringBuilder data = new StringBuilder();
        StringBuilder licences = new StringBuilder();
        rows.forEach((source, count) -> {
            append(data, source + " (" + count + " rows)");
            int name = source.indexOf(':') + 1;
            if (name > 0) {
                append(licences, source.substring(name) + ": " + licenceOfData(source.substring(name)));
            }
        });
        facts.put("data", data.isEmpty() ? "sources " + UNKNOWN : data.toString());
        if (!licences.isEmpty()) {
            facts.put("data licences", licences.toString());
        }
        return facts;
    }

    private static void append(StringBuilder list, String item) {
        list.append(list.isEmpty() ? "" : ", ").append(item);
    }

    private static String licenceOfModel(String model) {
        return known(Catalogue.models().stream()
                .filter(facts -> facts.id().equals(model))
                .findFirst()
                .map(ModelFacts::licence));
    }

    private static String licenceOfData(String dataset) {
        return known(Catalogue.dataset(dataset).map(DatasetFacts::licence));
    }

    private static String known(Optional<String> licence) {
        return licence.filter(name -> !name.isEmpty()).orElse(UNKNOWN);
    }

    /** The 95% interval of a share of right answers (Wilson 1927), in words. */
    static String interval(double share, int rows) {
        double weight = Z * Z / rows;
        double middle = (share + weight / 2) / (1 + weight);
        double reach = Z * Math.sqrt(share * (1 - share) / rows + weight / (4 * rows)) / (1 + weight);
        return String.format(Locale.ROOT, "%.4f to %.4f (95%%, %d rows)", middle - reach, middle + reach, rows);
    }
}
