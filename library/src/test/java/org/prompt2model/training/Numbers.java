package org.prompt2model.training;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.prompt.Task;
import tech.tablesaw.api.Table;

/** A task that the tiniest checkpoint learns: four words and their digits, again and again. */
final class Numbers {
    static final Task TASK = new Task("Write the number in digits.", rows(1));

    private Numbers() {}

    static Table rows(int count) {
        String[] words = {"one", "two", "three", "four"};
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(words[i % words.length], Integer.toString(i % words.length + 1)));
        }
        return DataRows.of("numbers", examples, "generated");
    }

    static Splits splits() {
        return new Splits(rows(16), rows(4), rows(4));
    }
}
