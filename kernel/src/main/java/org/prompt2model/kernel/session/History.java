package org.prompt2model.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.prompt2model.kernel.wire.Message;

/** The cells of this session, for front ends that offer them again. For one thread. */
final class History {
    private static final int SESSION = 1;

    private record Entry(int number, String source) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(int number, String source) {
        entries.add(new Entry(number, source));
    }

    JsonObject answer(Message request) {
        boolean withOutput = request.flag("output", false);
        List<Entry> found =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" -> range(request);
                    case "search" -> search(request);
                    default -> last(entries, request.number("n", entries.size()));
                };
        JsonArray history = new JsonArray();
        for (Entry entry : found) {
            history.add(json(entry, withOutput));
        }
        return Publisher.object("history", history);
    }

    private List<Entry> range(Message request) {
        int start = request.number("start", 0);
        int stop = request.number("stop", Integer.MAX_VALUE);
        int session = request.number("session", 0);
        boolean ours = session == 0 || session == SESSION;
        return entries.stream()
                .filter(entry -> ours && entry.number() >= start && entry.number() < stop)
                .toList();
    }

    private List<Entry> search(Message request) {
        Pattern pattern = glob(request.text("pattern", "*"));
        List<Entry> found = new ArrayList<>();
        LinkedHashSet<String> seen = new LinkedHashSet<>();
        boolean unique = request.flag("unique", false);
        for (Entry entry : entries) {
            if (pattern.matcher(entry.source()).matches() && (!unique || seen.add(entry.source()))) {
                found.add(entry);
            }
        }
        return last(found, request.number("n", found.size()));
    }

    private static List<Entry> last(List<Entry> entries, int count) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, count)), entries.size());
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static JsonArray json(Entry entry, boolean withOutput) {
        JsonArray array = new JsonArray();
        array.add(SESSION);
        array.add(entry.number());
        if (withOutput) {
            JsonArray pair = new JsonArray();
            pair.add(entry.source());
            pair.add((String) null);
            array.add(pair);
        } else {
            array.add(entry.source());
        }
        return array;
    }
}
