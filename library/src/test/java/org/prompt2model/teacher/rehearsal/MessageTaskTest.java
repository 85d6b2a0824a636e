package org.prompt2model.teacher.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Example;

class MessageTaskTest {
    private static final int MESSAGES = 4_000;
    private final MessageTask task = new MessageTask();

    @Test
    void writesThousandsOfDifferentMessagesOverAllLabels() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> inputs = new HashSet<>();
        Map<String, Integer> labels = new HashMap<>();
        for (int i = 0; i < MESSAGES; i++) {
            Example example = task.write(random, Map.of());
            inputs.add(example.input());
            labels.merge(example.output(), 1, Integer::sum);
            assertThat(example.input()).doesNotContain("<").isNotBlank();
        }
        assertThat(inputs).hasSizeGreaterThan(3_000);
        assertThat(labels.keySet()).containsExactlyInAnyOrder("delivery", "returns", "payment", "account", "product");
        assertThat(labels.values()).allSatisfy(count -> assertThat(count).isGreaterThan(MESSAGES / 10));
    }

    @Test
    void answersItsOwnMessagesAlmostAlwaysRight() {
        SplittableRandom random = new SplittableRandom(2);
        int right = 0;
        for (int i = 0; i < MESSAGES; i++) {
            Example example = task.write(random, Map.of());
            right += task.answer(example.input())
                            .filter(example.output()::equals)
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat((double) right / MESSAGES).isGreaterThan(0.97);
    }

    @Test
    void noWordGivesALabelAway() {
        SplittableRandom random = new SplittableRandom(3);
        int named = 0;
        for (int i = 0; i < MESSAGES; i++) {
            Example example = task.write(random, Map.of());
            named += example.input().toLowerCase(java.util.Locale.ROOT).contains(example.output()) ? 1 : 0;
        }
        assertThat((double) named / MESSAGES).isLessThan(0.2);
    }

    @Test
    void aWrongAnswerIsAnotherLabel() {
        assertThat(task.wrong("returns", new SplittableRandom(4))).isIn("delivery", "payment", "account", "product");
    }

    @Test
    void recognizesItsInstructionByItsLabels() {
        assertThat(task.recognizes("sort mails into delivery, returns, payment, account and product"))
                .isTrue();
        assertThat(task.recognizes("is this review positive or negative?")).isFalse();
    }
}
