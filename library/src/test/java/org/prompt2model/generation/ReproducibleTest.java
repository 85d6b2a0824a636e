package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Teachers;
import org.prompt2model.teacher.rehearsal.RehearsalChatModel;
import tech.tablesaw.api.Table;

/** The same seed gives the same table, whatever the order in which replies arrive, and whatever broke off in between. */
class ReproducibleTest {
    private static final GenerationOptions OPTIONS =
            GenerationOptions.defaults().seed(3).examplesPerReply(8).judge(true);

    @TempDir
    Path folder;

    /** The rehearsal, which takes another time for each question, and counts how often each is asked. */
    private static final class Slow implements ChatModel {
        final ConcurrentMap<String, Integer> asked = new ConcurrentHashMap<>();
        private final RehearsalChatModel model = new RehearsalChatModel();
        private final Random pauses;

        Slow(long seed) {
            pauses = new Random(seed);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            asked.merge(request.toString(), 1, Integer::sum);
            LockSupport.parkNanos(pauses.nextInt(3_000_000));
            return model.doChat(request);
        }
    }

    private Table table(ChatModel model, String run) {
        Run.use(folder.resolve(run));
        return DatasetGenerator.generate(Tasks.open(), 150, OPTIONS.teacher(Teachers.of(model, "slow")));
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        String first = table(new Slow(1), "first").printAll();
        assertThat(table(new Slow(2), "second").printAll()).isEqualTo(first);
        assertThat(table(new Slow(3), "third").printAll()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void theNumberInFlightChangesNothing(int inFlight) {
        Run.use(folder);
        Function<Question, String> script = question -> {
            LockSupport.parkNanos(Math.floorMod(question.hashCode(), 1_000) * 2_000L);
            return ScriptedTeacher.wantsAnswers(question)
                    ? "{\"1\": \"%d\"}".formatted(question.seed() % 2)
                    : ScriptedTeacher.inputs(question, i -> "text %d of %d"
                            .formatted(i, question.prompt().length()));
        };
        GenerationOptions options =
                GenerationOptions.defaults().plan("a: 1 | 22 | 333").examplesPerReply(2);
        String alone = DatasetGenerator.generate(Tasks.open(), 10, options.teacher(ScriptedTeacher.saying(script)))
                .printAll();
        Run.use(folder.resolve("elsewhere"));
        Table together = DatasetGenerator.generate(
                Tasks.open(), 10, options.teacher(ScriptedTeacher.saying(script).inFlight(inFlight)));

        assertThat(together.printAll()).isEqualTo(alone);
    }

    /** What a killed JVM leaves is the journal, its last line perhaps half written. */
    @Test
    void aKilledRunGoesOnToTheSameTableAndPaysForNothingTwice() throws IOException {
        String undisturbed = table(new Slow(1), "undisturbed").printAll();
        List<String> journal = Files.readAllLines(folder.resolve("undisturbed/journal.jsonl"));
        Random random = new Random(8);
        for (int kill = 0; kill < 20; kill++) {
            int whole = random.nextInt(journal.size());
            String next = journal.get(whole);
            String left = String.join("\n", journal.subList(0, whole))
                    + (whole == 0 ? "" : "\n")
                    + next.substring(0, random.nextInt(next.length()));
            Path run = Files.createDirectories(folder.resolve("killed" + kill));
            Files.writeString(run.resolve("journal.jsonl"), left);
            Slow model = new Slow(kill);

            assertThat(table(model, "killed" + kill).printAll())
                    .as("killed after %d replies", whole)
                    .isEqualTo(undisturbed);
            assertThat(model.asked.values()).allMatch(times -> times == 1);
            assertThat(model.asked).hasSize(journal.size() - whole);
        }
    }
}
