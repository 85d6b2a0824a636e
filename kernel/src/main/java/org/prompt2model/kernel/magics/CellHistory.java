package org.prompt2model.kernel.magics;

import java.util.ArrayList;
import java.util.List;

/** The cells of this session, as they were sent. */
final class CellHistory {
    record Entry(int number, String source) {}

    private final List<Entry> entries = new ArrayList<>();

    /** A cell runs; one that does not count has the number of one that was there before. */
    synchronized void add(int number, String source) {
        if (entries.isEmpty() || number > entries.get(entries.size() - 1).number()) {
            entries.add(new Entry(number, source));
        }
    }

    synchronized List<Entry> between(int first, int last) {
        return entries.stream()
                .filter(entry -> entry.number() >= first && entry.number() <= last)
                .toList();
    }

    synchronized List<Entry> last(int count) {
        return List.copyOf(entries.subList(Math.max(0, entries.size() - count), entries.size()));
    }
}
