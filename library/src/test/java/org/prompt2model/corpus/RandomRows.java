package org.prompt2model.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tech.tablesaw.api.Table;

/** Seeded random rows with many near-duplicates among them. */
final class RandomRows {
    private static final String[] WORDS = {
        "parcel",
        "return",
        "shoes",
        "invoice",
        "twice",
        "lamp",
        "password",
        "address",
        "late",
        "wrong",
        "size",
        "when",
        "where",
        "please",
        "order",
        "card"
    };

    private RandomRows() {}

    static List<String> texts(Random random, int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            if (texts.isEmpty() || random.nextInt(3) > 0) {
                texts.add(sentence(random));
            } else {
                texts.add(changed(random, texts.get(random.nextInt(texts.size()))));
            }
        }
        return texts;
    }

    static Table table(Random random, int count, int labels) {
        List<Example> examples = new ArrayList<>();
        for (String text : texts(random, count)) {
            examples.add(new Example(text, "label" + random.nextInt(labels)));
        }
        return DataRows.of("random", examples, "generated");
    }

    private static String sentence(Random random) {
        StringBuilder sentence = new StringBuilder();
        for (int word = random.nextInt(12); word >= 0; word--) {
            sentence.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return sentence.append(random.nextInt(3) == 0 ? String.valueOf(random.nextInt(5)) : "")
                .toString();
    }

    private static String changed(Random random, String text) {
        return switch (random.nextInt(3)) {
            case 0 -> text.toUpperCase(Locale.ROOT) + "!";
            case 1 -> text.substring(random.nextInt(text.length()));
            default -> text + sentence(random);
        };
    }
}
