package org.prompt2model.teacher.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Example;

/**
 * Composes customers' messages: a core that decides the label; around it, by chance, a greeting, circumstances that
 * name what other desks deal with, a closing; and now and then a typing error.
 */
final class MessageWriter {
    /** Lengths of messages, in sentences. */
    static final List<String> LENGTHS =
            List.of("one sentence", "two sentences", "two or three sentences", "three sentences or more");

    private static final Pattern SLOT = Pattern.compile("<[a-z]+>");

    private final MessagePhrases phrases;
    private final List<String> labels;

    MessageWriter(MessagePhrases phrases) {
        this.phrases = phrases;
        this.labels = List.copyOf(phrases.labels());
    }

    /** A message for a label and of a length, where they are among those that there are; else for any, of any. */
    Example write(RandomGenerator random, String label, String length) {
        String desk = labels.contains(label) ? label : Pick.of(random, labels);
        List<String> sentences = sentences(random, desk);
        while (!fits(length, sentences.size())) {
            sentences = sentences(random, desk);
        }
        return new Example(noisy(String.join(" ", sentences), random), desk);
    }

    private static boolean fits(String length, int sentences) {
        return switch (LENGTHS.indexOf(length)) {
            case 0 -> sentences == 1;
            case 1 -> sentences == 2;
            case 2 -> sentences == 2 || sentences == 3;
            case 3 -> sentences > 2;
            default -> true;
        };
    }

    private List<String> sentences(RandomGenerator random, String label) {
        List<String> middle = new ArrayList<>();
        middle.add(fill(Pick.of(random, phrases.cores().get(label)), random));
        if (Pick.chance(random, 0.45)) {
            middle.add(fill("<circumstance>", random));
            Collections.shuffle(middle, new Random(random.nextLong()));
        }
        List<String> sentences = new ArrayList<>();
        if (Pick.chance(random, 0.3)) {
            sentences.add(fill("<greeting>", random));
        }
        sentences.addAll(middle);
        if (Pick.chance(random, 0.35)) {
            sentences.add(fill("<closing>", random));
        }
        return sentences;
    }

    private String fill(String text, RandomGenerator random) {
        Matcher matcher = SLOT.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String choice = Pick.of(random, phrases.slots().get(matcher.group()));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(fill(choice, random)));
        }
        return matcher.appendTail(filled).toString();
    }

    private static String noisy(String text, RandomGenerator random) {
        String result = text;
        if (Pick.chance(random, 0.10)) {
            int position = 1 + random.nextInt(result.length() - 2);
            result = Pick.chance(random, 0.5)
                    ? result.substring(0, position) + result.substring(position + 1)
                    : result.substring(0, position) + result.charAt(position - 1) + result.substring(position);
        }
        if (Pick.chance(random, 0.12)) {
            result = result.toLowerCase(Locale.ROOT);
        }
        if (Pick.chance(random, 0.10)) {
            result = result.replaceAll("[.?!]$", "");
        }
        return result;
    }
}
