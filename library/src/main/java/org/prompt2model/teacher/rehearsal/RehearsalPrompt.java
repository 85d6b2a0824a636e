package org.prompt2model.teacher.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A prompt that a stage sent, taken apart at its {@code ## } headings. */
final class RehearsalPrompt {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern COUNT = Pattern.compile("Write (\\d+)");
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

    /** The attributes that new inputs are to have, one a line. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String line : section("attributes of all of them").lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                attributes.put(line.substring(0, colon), line.substring(colon + 2));
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
