package org.prompt2model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.evaluation.DiversityOptions;
import org.prompt2model.generation.GenerationOptions;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

/**
 * What a generated row must cost at most; no build runs it:
 * {@code mvn -q test -pl library -Dtest=GenerationBenchmark}; in little memory: {@code -Dtest=GenerationBenchmark#manyRows
 * -Dtest.jvm.arguments=-Xmx1g}.
 *
 * <p>The teacher is the rehearsal, which counts four characters as a token whatever the settings.
 */
class GenerationBenchmark {
    private static final int ROWS = 1_000;
    private static final int SEEDS = 3;
    private static final int MANY = 100_000;

    @TempDir
    Path folder;

    private record Cost(long sent, long received, int kept) {
        double each() {
            return (double) (sent + received) / kept;
        }

        Cost plus(Cost other) {
            return new Cost(sent + other.sent, received + other.received, kept + other.kept);
        }

        /** Where a provider charges the prompt of several replies once. */
        double each(int repliesPerPrompt) {
            return ((double) sent / repliesPerPrompt + received) / kept;
        }
    }

    private static void print(String line) {
        System.out.println("BENCHMARK " + line);
    }

    private Table generate(String prompt, int rows, String run, GenerationOptions options) throws IOException {
        Run.use(folder.resolve(run));
        String text = Files.readString(Path.of("..", "notebooks", "prompts", prompt + ".txt"));
        return Prompt2Model.generateDataset(
                Prompt2Model.parsePrompt(text), rows, options.teacher(Teachers.of("rehearsal")));
    }

    private Cost cost(Table table, String run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        long sent = 0;
        long received = 0;
        try (Stream<String> lines = Files.lines(folder.resolve(run).resolve("journal.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode reply = json.readTree(line);
                sent += reply.path("input_tokens").asLong();
                received += reply.path("output_tokens").asLong();
            }
        }
        return new Cost(sent, received, DataRows.kept(table).rowCount());
    }

    /** By three seeds, for the figures of diversity differ by a few hundredths from one to the next. */
    @ParameterizedTest
    @ValueSource(strings = {"temporal", "messages"})
    void tokensAndDiversityBesideThePapersSettings(String prompt) throws IOException {
        List<Table> tables = new ArrayList<>();
        Cost paper = cost(prompt, "paper", GenerationOptions.paper(), tables);
        Cost defaults = cost(prompt, "defaults", GenerationOptions.defaults(), tables);
        print(String.format(
                Locale.ROOT,
                "%s: %.3f of the paper's tokens; %.3f where five replies pay for their prompt once (%.1f a row)",
                prompt,
                defaults.each() / paper.each(),
                defaults.each() / paper.each(5),
                paper.each(5)));
        Table diversity = Prompt2Model.diversity(
                tables, DiversityOptions.defaults().sample(ROWS).clusters(0));
        print(String.format(Locale.ROOT, "%s%n%s", prompt, diversity.printAll()));
        for (String figure : List.of("distinct_1", "distinct_2", "distinct_3", "self_bleu")) {
            print(String.format(
                    Locale.ROOT,
                    "%s, mean %s: paper %.4f, defaults %.4f",
                    prompt,
                    figure,
                    mean(diversity, figure, 0),
                    mean(diversity, figure, SEEDS)));
        }
        assertThat(defaults.each()).isLessThan(paper.each() / 5);
    }

    private static double mean(Table diversity, String figure, int from) {
        return diversity.doubleColumn(figure).inRange(from, from + SEEDS).mean();
    }

    private Cost cost(String prompt, String name, GenerationOptions options, List<Table> tables) throws IOException {
        Cost sum = new Cost(0, 0, 0);
        for (int seed = 0; seed < SEEDS; seed++) {
            String run = name + seed;
            Table table = generate(prompt, ROWS, run, options.seed(seed));
            tables.add(table.setName(name + ", seed " + seed));
            sum = sum.plus(cost(table, run));
        }
        print(String.format(
                Locale.ROOT,
                "%s, %s: %,d tokens sent, %,d received, %.1f a kept row",
                prompt,
                name,
                sum.sent(),
                sum.received(),
                sum.each()));
        return sum;
    }

    @Test
    void manyRows() throws IOException {
        long start = System.nanoTime();
        Table table = generate("temporal", MANY, "many", GenerationOptions.defaults());
        double seconds = (System.nanoTime() - start) / 1e9;
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        print(String.format(
                Locale.ROOT,
                "%,d of %,d rows kept in %.1f s, %,.0f a second, with at most %,d MB of heap",
                DataRows.kept(table).rowCount(),
                table.rowCount(),
                seconds,
                MANY / seconds,
                heap));
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(MANY);
    }
}
