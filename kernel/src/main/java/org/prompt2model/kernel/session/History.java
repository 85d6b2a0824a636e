package org.prompt2model.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.prompt2model.kernel.session.HistoryFile.Entry;
import org.prompt2model.kernel.wire.Message;

/**
 * The cells of this session and, where there is a file of them, of those before. Cells that were sent with
 * {@code store_history=false} are in neither. The file is written behind the cells' back: none waits for the disk.
 */
final class History implements AutoCloseable {
    private static final long MAX_BYTES = 4L << 20;
    private static final long PATIENCE_MILLIS = 300;
    private static final int MOST_OUTPUT = 4_000;

    /** Its thread ends after a second without work. */
    private final ExecutorService disk =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "jupyter-history");
                thread.setDaemon(true);
                return thread;
            });

    /** What this session's cells showed, as text, by the cells' numbers; of sessions before it is not kept. */
    private final Map<Integer, String> outputs = new ConcurrentHashMap<>();

    private final List<Entry> own = Collections.synchronizedList(new ArrayList<>());
    /** Empty where none is wanted, and from the moment when it could not be read or written. */
    private volatile Optional<HistoryFile> file;

    private volatile int session = 1;

    /** A history in memory alone. */
    History() {
        file = Optional.empty();
    }

    /** A history that goes on from the file, which need not exist. */
    History(Path path) {
        file = Optional.of(new HistoryFile(path, MAX_BYTES));
        onDisk(kept -> session = kept.newSession());
    }

    void add(int number, String source) {
        own.add(new Entry(0, number, source));
        onDisk(kept -> kept.append(new Entry(session, number, source)));
    }

    /** What the cell of that number showed as its result. */
    void addOutput(int number, String text) {
        outputs.put(number, text.length() > MOST_OUTPUT ? text.substring(0, MOST_OUTPUT) + "…" : text);
    }

    JsonObject answer(Message request) {
        boolean withOutput = request.flag("output", false);
        List<Entry> found =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" -> range(request);
                    case "search" -> search(request);
                    default -> last(all(), request.number("n", Integer.MAX_VALUE));
                };
        JsonArray history = new JsonArray();
        for (Entry entry : found) {
            history.add(json(entry, withOutput));
        }
        return Publisher.object("history", history);
    }

    /** Waits a moment for what is not written yet. */
    @Override
    public void close() {
        disk.shutdown();
        try {
            disk.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void with(HistoryFile file) throws IOException;
    }

    private void onDisk(Work work) {
        if (file.isPresent()) {
            disk.execute(() -> attempt(work));
        }
    }

    private void attempt(Work work) {
        Optional<HistoryFile> kept = file;
        if (kept.isEmpty()) {
            return;
        }
        try {
            work.with(kept.get());
        } catch (IOException | RuntimeException e) {
            file = Optional.empty();
            System.err.println("The history of cells is kept in memory only: " + e);
        }
    }

    /** The cells of the sessions before, and of this one. */
    private List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        onDisk(kept -> kept.entries().stream()
                .filter(entry -> entry.session() != session)
                .forEach(all::add));
        await();
        synchronized (own) {
            own.forEach(entry -> all.add(new Entry(session, entry.line(), entry.source())));
        }
        return all;
    }

    /** Until everything submitted so far is done. */
    private void await() {
        try {
            disk.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sessions are counted from 1; 0 is this one, and -1 the one before. */
    private List<Entry> range(Message request) {
        int start = request.number("start", 1);
        int stop = request.number("stop", Integer.MAX_VALUE);
        int asked = request.number("session", 0);
        List<Entry> all = all();
        int wanted = asked > 0 ? asked : session + asked;
        return all.stream()
                .filter(entry -> entry.session() == wanted && entry.line() >= start && entry.line() < stop)
                .toList();
    }

    private List<Entry> search(Message request) {
        String pattern = request.text("pattern", "*");
        boolean unique = request.flag("unique", false);
        Set<String> seen = new HashSet<>();
        List<Entry> found = new ArrayList<>();
        List<Entry> newestFirst = all();
        Collections.reverse(newestFirst);
        for (Entry entry : newestFirst) {
            if (matches(pattern, entry.source()) && (!unique || seen.add(entry.source()))) {
                found.add(entry);
            }
        }
        Collections.reverse(found);
        return last(found, request.number("n", Integer.MAX_VALUE));
    }

    private static List<Entry> last(List<Entry> entries, int count) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, count)), entries.size());
    }

    /** Whether a text is of the form of a pattern with {@code *} and {@code ?}; a later star never goes back before an earlier one. */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (p < pattern.length() && wanted == '*') {
                star = p++;
                taken = t;
            } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }

    private JsonArray json(Entry entry, boolean withOutput) {
        JsonArray array = new JsonArray();
        array.add(entry.session());
        array.add(entry.line());
        if (withOutput) {
            JsonArray pair = new JsonArray();
            pair.add(entry.source());
            pair.add(entry.session() == session ? outputs.get(entry.line()) : null);
            array.add(pair);
        } else {
            array.add(entry.source());
        }
        return array;
    }
}
