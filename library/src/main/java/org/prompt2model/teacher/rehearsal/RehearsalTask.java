package org.prompt2model.teacher.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/** A task that the rehearsal teacher has rules for. */
interface RehearsalTask {
    /** The tasks there are. */
    static List<RehearsalTask> all() {
        return List.of(new TemporalTask(), new MessageTask());
    }

    /** Whether the instruction, in lower case, asks for this task. */
    boolean recognizes(String instruction);

    /**
     * A new example, right as far as the rules know.
     *
     * @param attributes that it is to have, of those in {@link #attributes()}; others change nothing
     */
    Example write(RandomGenerator random, Map<String, String> attributes);

    /** By what its inputs differ: names with their values. */
    Map<String, List<String>> attributes();

    /** The right answer; empty where the rules know none. */
    Optional<String> answer(String input);

    /** An answer like the right one, but wrong. */
    String wrong(String right, RandomGenerator random);

    /** How a row of another dataset is to be turned into one of this task. */
    String plan();
}
