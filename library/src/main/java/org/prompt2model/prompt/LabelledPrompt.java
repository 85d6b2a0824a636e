package org.prompt2model.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Example;

/**
 * A prompt taken apart by its own marks, without a teacher: {@code Input: ... Output: ...} in the usual spellings,
 * or one example a line with an arrow.
 *
 * @param instruction the text before the first example
 * @param examples the examples; none where there are no marks
 */
record LabelledPrompt(String instruction, List<Example> examples) {
    private static final String LIST_MARK = "(?:[-*•] *|\\(?\\d{1,3}[.)] *)?";
    private static final String QUOTES = "[\"“”'‘’`]";
    private static final Pattern INPUT = Pattern.compile("(?im)^ *" + LIST_MARK
            + "(?:\\*\\*)?(?:example *\\d* *)?(?:input|question|text|q)(?: *\\d+)?(?:\\*\\*)? *[:=](?:\\*\\*)? *");
    private static final Pattern OUTPUT = Pattern.compile(
            "(?im)(?:^|[;,|]) *(?:\\*\\*)?(?:output|answer|label|a)(?: *\\d+)?(?:\\*\\*)? *[:=](?:\\*\\*)? *");
    private static final Pattern ARROW =
            Pattern.compile("(?m)^ *" + LIST_MARK + "(\\S.*?) *(?:->|=>|→|⇒) *(\\S.*?) *$");
    private static final Pattern HEADING = Pattern.compile(
            "(?i)\\s*(?:^|\\n|(?<=[.!?]) )[#* ]*(?:here are (?:some|a few) examples|(?:some |a few )?examples?(?: *\\d+)?|for example)[.:* ]*$");

    static LabelledPrompt of(String prompt) {
        LabelledPrompt labelled = marked(prompt);
        return labelled.examples().isEmpty() ? arrows(prompt) : labelled;
    }

    private static LabelledPrompt marked(String prompt) {
        List<Example> examples = new ArrayList<>();
        Matcher input = INPUT.matcher(prompt);
        int first = -1;
        boolean more = input.find();
        while (more) {
            int start = input.start();
            int content = input.end();
            more = input.find();
            String block = prompt.substring(content, more ? input.start() : prompt.length());
            Matcher output = OUTPUT.matcher(block);
            if (output.find()) {
                first = first < 0 ? start : first;
                examples.add(
                        new Example(clean(block.substring(0, output.start())), clean(answer(block, output.end()))));
            }
        }
        return new LabelledPrompt(first < 0 ? prompt.strip() : instruction(prompt.substring(0, first)), examples);
    }

    /** The output ends at an empty line: what follows is the next example's heading or a closing remark. */
    private static String answer(String block, int start) {
        return block.substring(start)
                .strip()
                .split("\\n\\s*\\n", 2)[0]
                .replaceFirst("(?i)\\n *(?:example *\\d*:?|---+|###?.*) *$", "");
    }

    private static LabelledPrompt arrows(String prompt) {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = ARROW.matcher(prompt);
        int first = -1;
        while (matcher.find()) {
            first = first < 0 ? matcher.start() : first;
            examples.add(new Example(clean(matcher.group(1)), clean(matcher.group(2))));
        }
        boolean instructed =
                first > 0 && !instruction(prompt.substring(0, first)).isEmpty();
        return instructed
                ? new LabelledPrompt(instruction(prompt.substring(0, first)), examples)
                : new LabelledPrompt(prompt.strip(), List.of());
    }

    private static String instruction(String before) {
        String text = before.strip();
        String shorter = HEADING.matcher(text).replaceFirst("").strip();
        return shorter.isEmpty() ? text : shorter;
    }

    private static String clean(String text) {
        String stripped = text.strip().replaceFirst("[;,|]$", "").strip();
        boolean quoted = stripped.length() > 1 && stripped.matches("(?s)" + QUOTES + ".*" + QUOTES);
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
