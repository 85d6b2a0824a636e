package org.prompt2model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicateIndexTest {
    private static NearDuplicateIndex of(String... texts) {
        NearDuplicateIndex index = new NearDuplicateIndex(NearDuplicates.DEFAULT_THRESHOLD);
        for (String text : texts) {
            index.add(text);
        }
        return index;
    }

    @Test
    void findsTheTextThatSaysNearlyTheSame() {
        NearDuplicateIndex index = of(
                "Does this lamp work outside",
                "My parcel was supposed to arrive on Monday and nothing came",
                "March 3rd, 2021");
        assertThat(index.find("My parcel was suposed to arrive on Monday and nothing came"))
                .hasValue(1);
        assertThat(index.find("MARCH 3RD 2021.")).hasValue(2);
        assertThat(index.find("March 3rd, 2022")).isEmpty();
        assertThat(index.find("")).isEmpty();
        assertThat(index.size()).isEqualTo(3);
    }

    @Test
    void textsWithoutLettersOrShorterThanAnNGramAreTextsLikeOthers() {
        NearDuplicateIndex index = of("", "a", "?!");
        assertThat(index.find("A.")).hasValue(1);
        assertThat(index.find("  ")).isPresent();
        assertThat(index.find("b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.95, 1})
    void findsNearlyAllThatComparingAllFindsAndNothingElse(double threshold) {
        int expected = 0;
        int found = 0;
        for (long seed = 0; seed < 10; seed++) {
            List<String> before = new ArrayList<>();
            NearDuplicateIndex index = new NearDuplicateIndex(threshold);
            for (String text : RandomRows.texts(new Random(seed), 100)) {
                OptionalInt near = index.find(text);
                near.ifPresent(position -> assertThat(similar(before.get(position), text, threshold))
                        .isTrue());
                expected += before.stream().anyMatch(each -> similar(each, text, threshold)) ? 1 : 0;
                found += near.isPresent() ? 1 : 0;
                index.add(text);
                before.add(text);
            }
        }
        assertThat(expected).isGreaterThan(50);
        assertThat(found).isBetween((int) (0.99 * expected), expected);
    }

    private static boolean similar(String one, String other, double threshold) {
        int[] groups = NearDuplicates.groups(List.of(one, other), threshold);
        return groups[0] == groups[1];
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void rejectsThresholdsThatMakeNoSense(double threshold) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NearDuplicateIndex(threshold));
    }
}
