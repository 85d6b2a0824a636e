package org.prompt2model.teacher.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A prompt that a stage sent, taken apart at its {@code ## } headings. */
final class RehearsalPrompt {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern COUNT = Pattern.compile("Write (\\d+)");
    private static final Pattern GROUP = Pattern.compile("(?m)^(\\d+) to (\\d+): (.+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> sections = new LinkedHashMap<>();

    RehearsalPrompt(String prompt) {
        Matcher matcher = HEADING.matcher(prompt);
        String heading = "";
        int start = 0;
        while (matcher.find()) {
            sections.put(heading, prompt.substring(start, matcher.start()).strip());
            heading = matcher.group(1).strip().toLowerCase(Locale.ROOT);
            start = matcher.end();
        }
        sections.put(heading, prompt.substring(start).strip());
    }

    boolean has(String heading) {
        return sections.containsKey(heading);
    }

    String section(String heading) {
        return sections.getOrDefault(heading, "");
    }

    /** How many new examples or inputs are asked for in that section. */
    int count(String heading) {
        Matcher matcher = COUNT.matcher(section(heading));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }

    /** The attributes that each new input is to have, from lines like {@code 1 to 5: length: short; label: returns}. */
    List<Map<String, String>> attributes(int count) {
        List<Map<String, String>> attributes = new ArrayList<>(Collections.nCopies(count, Map.of()));
        Matcher matcher = GROUP.matcher(section("attributes to have, by number"));
        while (matcher.find()) {
            Map<String, String> combination = new LinkedHashMap<>();
            for (String attribute : matcher.group(3).split("; ", -1)) {
                String[] parts = attribute.split(": ", 2);
                combination.put(parts[0], parts[parts.length - 1]);
            }
            for (int i = Integer.parseInt(matcher.group(1)); i <= Integer.parseInt(matcher.group(2)); i++) {
                attributes.set(i - 1, combination);
            }
        }
        return attributes;
    }

    /** The JSON object that is a section. */
    JsonNode object(String heading) {
        try {
            return JSON.readTree(section(heading));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object: " + section(heading), e);
        }
    }
}
