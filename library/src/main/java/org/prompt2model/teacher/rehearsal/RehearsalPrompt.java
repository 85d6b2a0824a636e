package org.prompt2model.teacher.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
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

    /** How many new examples are asked for. */
    int count() {
        Matcher matcher = COUNT.matcher(section("new examples"));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }

    /** The JSON objects that stand one a line in a section. */
    List<JsonNode> lines(String heading) {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : section(heading).lines().toList()) {
            try {
                nodes.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not one JSON object a line: " + line, e);
            }
        }
        return nodes;
    }
}
