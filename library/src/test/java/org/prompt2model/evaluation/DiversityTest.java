package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DiversityTest {
    private static final DiversityOptions WITHOUT_CLUSTERS =
            DiversityOptions.defaults().clusters(0);
    private static final List<String> TEXTS = List.of(
            "Where is my parcel?",
            "Where is my order from Monday?",
            "The lamp is broken, can I return the lamp?",
            "I can't log in.",
            "noon",
            "Where is my parcel, please?",
            "My parcel, my parcel, my parcel!");

    @BeforeEach
    void useRun(@TempDir Path folder) {
        Run.use(folder);
    }

    private static Table rows(String name, List<String> inputs, String... outputs) {
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < inputs.size(); row++) {
            examples.add(new Example(inputs.get(row), outputs[row % outputs.length]));
        }
        return DataRows.of(name, examples, "generated");
    }

    private static double at(Table table, String column, int row) {
        return table.doubleColumn(column).getDouble(row);
    }

    /** By {@code src/test/python/diversity_fixture.py}, with sacrebleu 2.6.0 and numpy. */
    @Test
    void figuresAreThoseOfSacrebleuAndNumpy() {
        Table table = Diversity.measure(
                List.of(rows("messages", TEXTS, "a", "a", "b", "b", "a", "c", "a")), WITHOUT_CLUSTERS);

        Map<String, Double> expected = Map.of(
                "distinct_1", 0.4888888889,
                "distinct_2", 0.6842105263,
                "distinct_3", 0.7812500000,
                "self_bleu", 26.4025344426,
                "length_mean", 24.1428571429,
                "length_sd", 12.5090443470,
                "length_p05", 7.3000000000,
                "length_p50", 27.0000000000,
                "length_p95", 39.0000000000,
                "label_balance", 0.8699155298);
        expected.forEach(
                (name, value) -> assertThat(at(table, name, 0)).as(name).isCloseTo(value, within(1e-9)));
        assertThat(at(table, "outputs", 0)).isEqualTo(3);
        assertThat(table.stringColumn("corpus")).containsExactly("generated");
    }

    @Test
    void selfBleuIsTheMeanOfEachTextAgainstAllOthers() {
        Random random = new Random(4);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = random.nextInt(9); word >= 0; word--) {
                text.append("abcdef".charAt(random.nextInt(6))).append(' ');
            }
            texts.add(text.toString());
        }
        double sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            List<String> others = new ArrayList<>(texts);
            others.remove(i);
            sum += Bleu.sentence(new Bleu().statistics(List.of(new Segment(texts.get(i), others)))[0]);
        }
        Table table = Diversity.measure(List.of(rows("random", texts, "x")), WITHOUT_CLUSTERS);

        assertThat(at(table, "self_bleu", 0)).isCloseTo(sum / texts.size(), within(1e-9));
    }

    @Test
    void oneTableIsMeasuredBySourceAndSeveralByTable() {
        Table mixed = rows("rows", TEXTS, "a", "b");
        mixed.replaceColumn("source", StringColumn.create("source", "x", "y", "x", "y", "x", "y", "x"));

        assertThat(Diversity.measure(List.of(mixed), WITHOUT_CLUSTERS).stringColumn("corpus"))
                .containsExactly("x", "y");
        assertThat(Diversity.measure(List.of(mixed, mixed), WITHOUT_CLUSTERS).stringColumn("corpus"))
                .containsExactly("rows", "rows 2");
    }

    @Test
    void corporaAreComparedOnEquallyManyRowsAndFewDemonstrationsLowerNone() {
        Table large = rows("large", numbered(900, "large text number"), "a");
        Table small = rows("small", numbered(150, "small text number"), "a");
        Table shown = rows("shown", TEXTS, "a");
        Table table = Diversity.measure(List.of(large, small, shown), WITHOUT_CLUSTERS);

        assertThat(table.intColumn("rows")).containsExactly(900, 150, 7);
        assertThat(table.intColumn("sampled")).containsExactly(150, 150, 7);
    }

    private static List<String> numbered(int count, String text) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text + " " + i);
        }
        return texts;
    }

    @Test
    void overlapIsTheShareThatNearlyRepeatsTheFirst() {
        Table first = rows("first", TEXTS, "a");
        Table second = rows("second", List.of("where is my PARCEL", "noon!", "afternoon", "midnight"), "a");
        Table table = Diversity.measure(List.of(first, second), WITHOUT_CLUSTERS);

        assertThat(table.doubleColumn("overlap").isMissing(0)).isTrue();
        assertThat(at(table, "overlap", 1)).isEqualTo(0.5);
    }

    @Test
    void coverageTellsWhichCorpusHasFewerKinds() {
        List<String> dates = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            dates.add("the %dth of March %d".formatted(4 + i % 15, 1950 + i));
            both.add(
                    i % 2 == 0
                            ? dates.get(i)
                            : "My %s is broken, who pays for a new one?"
                                    .formatted("lamp chair shoe".split(" ", -1)[i % 3]));
        }
        Table table = Diversity.measure(
                List.of(rows("dates", dates, "a"), rows("both", both, "a")),
                DiversityOptions.defaults().clusters(2));

        assertThat(table.doubleColumn("coverage")).containsExactly(0.5, 1.0);
    }

    @Test
    void aMissingLabelLowersTheBalance() {
        Table three = rows("three", numbered(30, "text"), "a", "b", "c");
        Table two = rows("two", numbered(30, "other"), "a", "b");
        Table open = rows("open", numbered(30, "third"), numbered(30, "out").toArray(new String[0]));
        Table table = Diversity.measure(List.of(three, two, open), WITHOUT_CLUSTERS);

        assertThat(at(table, "label_balance", 0)).isCloseTo(1, within(1e-12));
        assertThat(at(table, "label_balance", 1)).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
        assertThat(table.doubleColumn("label_balance").isMissing(2)).isTrue();
    }

    @Test
    void rejectsTablesWithoutRowsAndOptionsOutOfRange() {
        Table empty = rows("nothing", List.of(), "a");
        assertThatThrownBy(() -> Diversity.measure(List.of(empty), WITHOUT_CLUSTERS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'nothing' has no rows");
        assertThatThrownBy(() -> Diversity.measure(List.of(), WITHOUT_CLUSTERS))
                .isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> DiversityOptions.defaults().sample(1)).hasMessageContaining("sample is 1");
        assertThatThrownBy(() -> DiversityOptions.defaults().clusters(1)).hasMessageContaining("clusters is 1");
    }
}
