package org.prompt2model.teacher.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/** A customer's message to the desk that should answer it. */
final class MessageTask implements RehearsalTask {
    private static final String LABEL = "label";
    private static final String LENGTH = "length";

    private final MessagePhrases phrases = MessagePhrases.load();
    private final MessageWriter writer = new MessageWriter(phrases);
    private final MessageReader reader = new MessageReader(phrases);

    @Override
    public boolean recognizes(String instruction) {
        return phrases.labels().stream().allMatch(instruction::contains);
    }

    @Override
    public Example write(RandomGenerator random, Map<String, String> attributes) {
        return writer.write(random, attributes.getOrDefault(LABEL, ""), attributes.getOrDefault(LENGTH, ""));
    }

    @Override
    public Map<String, List<String>> attributes() {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put(LENGTH, MessageWriter.LENGTHS);
        attributes.put(LABEL, List.copyOf(phrases.labels()));
        return attributes;
    }

    @Override
    public Optional<String> answer(String input) {
        return reader.read(input);
    }

    @Override
    public String wrong(String right, RandomGenerator random) {
        List<String> others =
                phrases.labels().stream().filter(label -> !label.equals(right)).toList();
        return Pick.of(random, others);
    }

    @Override
    public String plan() {
        return """
                1. Keep the row's text that reads like a customer's message as the input.
                2. Decide which desk it concerns and write that one word into the output.
                3. Skip the row if its text is no message to a shop.""";
    }
}
