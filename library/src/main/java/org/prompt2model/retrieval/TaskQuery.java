package org.prompt2model.retrieval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;

/** A task as a weighted query and as facts: the instruction counts full, the demonstrations' words a tenth. */
final class TaskQuery {
    private static final float DEMONSTRATION_WEIGHT = 0.1f;
    private static final int MOST_DEMONSTRATIONS = 10;

    private TaskQuery() {}

    static Map<String, Float> of(Task task) {
        Map<String, Float> texts = new LinkedHashMap<>();
        texts.put(task.instruction(), 1f);
        List<Example> examples = task.examples();
        for (Example example : examples.subList(0, Math.min(MOST_DEMONSTRATIONS, examples.size()))) {
            texts.putIfAbsent(example.input(), DEMONSTRATION_WEIGHT);
            texts.putIfAbsent(example.output(), DEMONSTRATION_WEIGHT);
        }
        return texts;
    }

    static Map<String, Object> facts(Task task, String catalogue) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("demonstrations", Fingerprint.of(task.demonstrations()));
        facts.put("catalogue", Fingerprint.of(Catalogue.resource(catalogue)));
        return facts;
    }
}
