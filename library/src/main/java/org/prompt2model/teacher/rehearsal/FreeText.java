package org.prompt2model.teacher.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Example;

/**
 * A prompt in free words, taken apart by rules: pairs such as {@code "noon" becomes "T12:00"}, and what stands before
 * the sentence with the first of them.
 */
record FreeText(String instruction, List<Example> examples) {
    private static final String QUOTED = "[\"“”'‘]([^\"“”\\n]+?)[\"“”'’]";
    private static final Pattern PAIR = Pattern.compile(QUOTED
            + "\\s*(?:should become|becomes|become|should be|should go to|goes to|go to|belongs to|is for|is|gives|->|=>|→|:)"
            + "\\s*(?:" + QUOTED + "|([\\w:-]+))");

    FreeText(String prompt) {
        this(instruction(prompt), examples(prompt));
    }

    private static List<Example> examples(String prompt) {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = PAIR.matcher(prompt);
        while (matcher.find()) {
            String output = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            examples.add(new Example(matcher.group(1), output));
        }
        return examples;
    }

    private static String instruction(String prompt) {
        Matcher matcher = PAIR.matcher(prompt);
        if (!matcher.find()) {
            return prompt.strip();
        }
        String before = prompt.substring(0, matcher.start());
        int end = Math.max(before.lastIndexOf(". "), before.lastIndexOf('\n'));
        return end < 0 ? before.strip() : before.substring(0, end + 1).strip();
    }
}
