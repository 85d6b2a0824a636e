package org.prompt2model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Columns;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The format of the sets under notebooks/data; that an output is right, only a reader can check. */
class HandwrittenSetsTest {
    private static final Path DATA = Path.of("..", "notebooks", "data");
    private static final int LONGEST_INPUT = 200;

    @ParameterizedTest
    @ValueSource(strings = {"temporal-test", "temporal-dev"})
    void everyTemporalOutputIsAStrictIsoDateOrTimeToTheMinute(String set) {
        for (String output : read(set).stringColumn(Columns.OUTPUT)) {
            assertThat(normalized(output)).as(output).isEqualTo(output);
        }
    }

    @Test
    void temporalTestMixesDatesTimesAndBothAsLifeDoes() {
        List<String> outputs =
                read("temporal-test").stringColumn(Columns.OUTPUT).asList();
        long times = outputs.stream().filter(output -> output.startsWith("T")).count();
        long dates = outputs.stream().filter(output -> !output.contains("T")).count();
        double all = outputs.size();

        assertThat(outputs).hasSizeGreaterThanOrEqualTo(180);
        assertThat(dates / all).isBetween(0.5, 0.6);
        assertThat(times / all).isBetween(0.15, 0.25);
        assertThat(read("temporal-dev").rowCount()).isGreaterThanOrEqualTo(80);
    }

    @Test
    void everyDeskGetsTheSameNumberOfMessages() {
        assertThat(countPerDesk("messages-test")).isEqualTo(desks(30));
        assertThat(countPerDesk("messages-dev")).isEqualTo(desks(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporal", "messages"})
    void noInputStandsTwiceNorInBothSets(String task) {
        List<String> inputs = inputs(task + "-test");
        inputs.addAll(inputs(task + "-dev"));

        assertThat(inputs).doesNotHaveDuplicates().allSatisfy(input -> {
            assertThat(input).isNotBlank().hasSizeLessThan(LONGEST_INPUT);
        });
    }

    private static String normalized(String output) {
        if (output.startsWith("T")) {
            return parsed("'T'HH:mm", output, LocalTime::from);
        }
        return output.contains("T")
                ? parsed("uuuu-MM-dd'T'HH:mm", output, LocalDateTime::from)
                : parsed("uuuu-MM-dd", output, LocalDate::from);
    }

    private static <T extends TemporalAccessor> String parsed(String pattern, String output, TemporalQuery<T> query) {
        DateTimeFormatter strict =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        return strict.format(strict.parse(output, query));
    }

    private static Map<String, Long> countPerDesk(String set) {
        return read(set).stringColumn(Columns.OUTPUT).asList().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Map<String, Long> desks(long count) {
        return Map.of("delivery", count, "returns", count, "payment", count, "account", count, "product", count);
    }

    /** Without case, punctuation and double spaces, so that a row cannot return in a thin disguise. */
    private static List<String> inputs(String set) {
        return read(set).stringColumn(Columns.INPUT).asList().stream()
                .map(input -> input.toLowerCase(Locale.ROOT)
                        .replaceAll("[,!?]", "")
                        .replaceAll("\\s+", " ")
                        .strip())
                .collect(Collectors.toList());
    }

    private static Table read(String set) {
        Table table = Table.read()
                .usingOptions(CsvReadOptions.builder(DATA.resolve(set + ".csv").toFile())
                        .columnTypes(name -> ColumnType.STRING));
        assertThat(table.columnNames()).containsExactly(Columns.INPUT, Columns.OUTPUT);
        return table;
    }
}
