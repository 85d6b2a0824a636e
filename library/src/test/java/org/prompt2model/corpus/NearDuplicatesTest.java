package org.prompt2model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Test
    void caseSpacingAndSentencePunctuationDoNotCount() {
        assertThat(NearDuplicates.similar("march 3rd, 2021.", "March 3rd 2021")).isTrue();
        assertThat(NearDuplicates.similar("  Where is\tmy parcel?", "where is my parcel"))
                .isTrue();
        assertThat(NearDuplicates.similar("I can\u2019t log in", "i can't log in!"))
                .isTrue();
    }

    @Test
    void digitsCount() {
        assertThat(NearDuplicates.similar("March 3rd, 2021", "March 3rd, 2022")).isFalse();
        assertThat(NearDuplicates.similar("3.5", "35")).isFalse();
        assertThat(NearDuplicates.similar("-5", "5")).isFalse();
        assertThat(NearDuplicates.similar("3/4/99", "3.4.99")).isFalse();
        String longText = "I would like to return the shoes from my order with the number ";
        assertThat(NearDuplicates.similar(longText + "4711", longText + "4712")).isFalse();
    }

    @Test
    void numberWordsCountAsDigitsDo() {
        String before = "please remind me to call the dentist on monday at half past ";
        assertThat(NearDuplicates.similar(before + "four in the afternoon", before + "five in the afternoon"))
                .isFalse();
    }

    @Test
    void oneMisspeltWordInALongTextIsANearDuplicate() {
        assertThat(NearDuplicates.similar(
                        "My parcel was supposed to arrive on Monday and nothing came",
                        "My parcel was suposed to arrive on Monday and nothing came"))
                .isTrue();
        assertThat(NearDuplicates.similar("My parcel has not come", "Does this lamp work outside"))
                .isFalse();
    }

    @Test
    void groupsAreTransitiveAndNamedByTheirFirstText() {
        String first = "the quick brown fox jumps over the lazy dog near the river bank";
        String second = first.replace("quick", "quack");
        String third = second.replace("river", "rivet").replace("bank", "band");
        assertThat(NearDuplicates.similar(first, third)).isFalse();
        assertThat(NearDuplicates.groups(List.of("other", first, second, third), NearDuplicates.DEFAULT_THRESHOLD))
                .containsExactly(0, 1, 1, 1);
    }

    @Test
    void findsExactlyThePairsThatComparingAllFinds() {
        for (long seed = 0; seed < 10; seed++) {
            List<String> texts = RandomRows.texts(new Random(seed), 60);
            int[] groups = NearDuplicates.groups(texts, NearDuplicates.DEFAULT_THRESHOLD);
            assertThat(groups).as("seed %d", seed).isEqualTo(comparingAll(texts));
            assertThat(Arrays.stream(groups).distinct().count()).isBetween(2L, 59L);
        }
    }

    @Test
    void emptyTextsAndNoTextsAreHandled() {
        assertThat(NearDuplicates.groups(List.of(), 0.8)).isEmpty();
        assertThat(NearDuplicates.groups(List.of("", " ", "?"), 0.8)).containsExactly(0, 0, 0);
    }

    @Test
    void refusesAThresholdThatIsNoSimilarity() {
        assertThatIllegalArgumentException().isThrownBy(() -> NearDuplicates.groups(List.of(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> NearDuplicates.groups(List.of(), 1.5));
    }

    private static int[] comparingAll(List<String> texts) {
        UnionFind groups = new UnionFind(texts.size());
        List<String> normal = texts.stream().map(NormalText::of).toList();
        List<Set<String>> grams = normal.stream().map(NearDuplicatesTest::grams).toList();
        for (int i = 0; i < normal.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean sameNumbers = NormalText.numbers(normal.get(i)).equals(NormalText.numbers(normal.get(j)));
                if (normal.get(i).equals(normal.get(j))
                        || (sameNumbers && jaccard(grams.get(i), grams.get(j)) >= 0.8 - 1e-9)) {
                    groups.join(j, i);
                }
            }
        }
        int[] group = new int[texts.size()];
        Arrays.setAll(group, groups::first);
        return group;
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        return (double) both / (one.size() + other.size() - both);
    }

    private static Set<String> grams(String text) {
        String padded = " " + text + " ";
        List<String> grams = new ArrayList<>();
        for (int start = 0; start <= Math.max(0, padded.length() - 4); start++) {
            grams.add(padded.substring(start, Math.min(padded.length(), start + 4)));
        }
        return new HashSet<>(grams);
    }
}
