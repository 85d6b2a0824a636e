package org.prompt2model.generation;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/**
 * The Unicode scripts of a task's texts. A text is foreign where most of its letters are in a script that neither the
 * instruction nor the examples use: sure for a text of any length, where detectors of languages want two sentences and
 * guess at 'noon'. Two languages in one script are not told apart.
 */
final class Scripts {
    private static final Set<UnicodeScript> EVERYWHERE =
            EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.UNKNOWN);

    private final Set<UnicodeScript> known = EnumSet.noneOf(UnicodeScript.class);

    Scripts(Task task) {
        add(task.instruction());
        for (Example example : task.examples()) {
            add(example.input());
            add(example.output());
        }
        // Japanese is written in three scripts, and a few examples need not show all of them.
        if (known.contains(UnicodeScript.HIRAGANA) || known.contains(UnicodeScript.KATAKANA)) {
            known.addAll(EnumSet.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HAN));
        }
    }

    /** The foreign script that most letters of a text are in, if any. */
    Optional<UnicodeScript> foreign(String text) {
        Map<UnicodeScript, Integer> letters = letters(text);
        int total = letters.values().stream().mapToInt(count -> count).sum();
        return letters.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()) && entry.getValue() * 2 > total)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void add(String text) {
        known.addAll(letters(text).keySet());
    }

    private static Map<UnicodeScript, Integer> letters(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> !EVERYWHERE.contains(script))
                .forEach(script -> letters.merge(script, 1, Integer::sum));
        return letters;
    }
}
