package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.NearDuplicateIndex;
import org.prompt2model.prompt.Task;
import tech.tablesaw.api.Table;

/** Everything that the teacher gave, in its order, and which inputs are known. */
final class Pool {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Candidate> byInput = new HashMap<>();
    private final Optional<NearDuplicateIndex> inputs;
    private final List<String> origins = new ArrayList<>();
    private final Optional<NearDuplicateIndex> apart;
    private final List<String> apartFrom = new ArrayList<>();

    Pool(Task task, Checking checking) {
        boolean near = checking.similarity() <= 1;
        this.inputs = near ? Optional.of(new NearDuplicateIndex(checking.similarity())) : Optional.empty();
        for (Example example : task.examples()) {
            remember(example.input(), "a demonstration");
        }
        // Equal inputs are kept apart from test rows in any case: to drop fewer would be no test.
        this.apart = checking.apartFrom().map(rows -> new NearDuplicateIndex(Math.min(1, checking.similarity())));
        checking.apartFrom()
                .ifPresent(rows -> DataRows.text(rows, Columns.INPUT).forEach(this::keepApart));
    }

    private void keepApart(String input) {
        apart.orElseThrow().add(input);
        apartFrom.add(input);
    }

    private void remember(String input, String origin) {
        inputs.ifPresent(index -> {
            index.add(input);
            origins.add(origin);
        });
    }

    void add(Draft dropped) {
        entries.add(dropped);
    }

    /** Takes a new input in. */
    Candidate open(Draft draft) {
        Candidate candidate = new Candidate(draft);
        entries.add(candidate);
        byInput.put(draft.input(), candidate);
        remember(draft.input(), "a row of request " + draft.origin().request());
        return candidate;
    }

    Optional<Candidate> known(String input) {
        return Optional.ofNullable(byInput.get(input));
    }

    /** Why an input that is not known to the letter is nevertheless none to add; empty where it is. */
    String tooClose(String input) {
        OptionalInt near = apart.map(index -> index.find(input)).orElse(OptionalInt.empty());
        if (near.isPresent()) {
            return "too close to a row to keep apart from: '" + apartFrom.get(near.getAsInt()) + "'";
        }
        OptionalInt before = inputs.map(index -> index.find(input)).orElse(OptionalInt.empty());
        return before.isPresent() ? "nearly the same input as " + origins.get(before.getAsInt()) : "";
    }

    /** Ends the way of all that are still on it. */
    void closeAll(Consumer<Candidate> end) {
        for (Entry entry : entries) {
            if (entry instanceof Candidate candidate && !candidate.closed()) {
                end.accept(candidate);
            }
        }
    }

    Table table(String source) {
        GeneratedRows rows = new GeneratedRows(source);
        for (Entry entry : entries) {
            if (entry instanceof Candidate candidate) {
                rows.closed(candidate);
            } else if (entry instanceof Draft draft) {
                rows.dropped(draft);
            }
        }
        return rows.table();
    }
}
