package org.prompt2model.teacher.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parts that customers' messages are made of, from {@code messages.txt}.
 *
 * @param cores for each label, the sentences that say what the message is about, with slots such as {@code <article>}
 * @param slots for each slot, what can stand in it
 */
record MessagePhrases(Map<String, List<String>> cores, Map<String, List<String>> slots) {
    private static final String FILE = "messages.txt";

    /** The labels, in the file's order. */
    Set<String> labels() {
        return cores.keySet();
    }

    /** Reads {@code label: sentence} lines and {@code <slot>: one | another} lines; {@code #} begins a comment. */
    static MessagePhrases load() {
        Map<String, List<String>> cores = new LinkedHashMap<>();
        Map<String, List<String>> slots = new LinkedHashMap<>();
        for (String line : lines()) {
            int colon = line.indexOf(": ");
            if (line.startsWith("#") || colon < 0) {
                continue;
            }
            String key = line.substring(0, colon);
            String value = line.substring(colon + 2).strip();
            if (key.startsWith("<")) {
                slots.put(key, List.of(value.split(" \\| ", -1)));
            } else {
                cores.computeIfAbsent(key, label -> new ArrayList<>()).add(value);
            }
        }
        return new MessagePhrases(cores, slots);
    }

    private static List<String> lines() {
        try (InputStream file = MessagePhrases.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " is part of the library", e);
        }
    }
}
