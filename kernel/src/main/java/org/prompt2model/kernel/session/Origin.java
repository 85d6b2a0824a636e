package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Which request output belongs to. A thread's output belongs to the cell that started it, also when other cells run by
 * then; that of the threads of a fork-join pool, which serve every cell, to the latest one.
 */
final class Origin {
    private static final InheritableThreadLocal<JsonObject> OWN = new InheritableThreadLocal<>();
    private volatile JsonObject latest = new JsonObject();

    /** From now on this thread, and those that it starts, work for the request with that header. */
    void enter(JsonObject header) {
        latest = header;
        OWN.set(header);
    }

    /** The header of the request that this thread works for. */
    JsonObject current() {
        JsonObject inherited = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : OWN.get();
        return inherited == null ? latest : inherited;
    }
}
