package org.prompt2model.kernel.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.wire.Message;

/**
 * Answers requests: each with busy before it and idle behind. What needs the interpreter comes from one lane; the rest
 * may come from any thread.
 */
final class Requests {
    private final Publisher publisher;
    private final History history;
    private final Comms comms;
    private final Executor executor;
    private final Lane shell;
    private final CompletableFuture<Interpreter> interpreter;
    private boolean prepared;
    /** Completed by an interrupt while a cell waits for the interpreter. */
    private volatile CompletableFuture<Interpreter> waiting = new CompletableFuture<>();
    /** The last request to interrupt; null before any. */
    private volatile Message interruption;
    /** The interruption that ended a cell; the cells that were sent before it end with that one. */
    private Message cutoff;

    Requests(
            Publisher publisher,
            History history,
            Comms comms,
            Executor executor,
            Lane shell,
            CompletableFuture<Interpreter> interpreter) {
        this.publisher = publisher;
        this.history = history;
        this.comms = comms;
        this.executor = executor;
        this.shell = shell;
        this.interpreter = interpreter;
    }

    /** Answers a request, come what may. */
    void answer(Request request) {
        JsonObject header = request.message().header();
        publisher.status("busy", header);
        try {
            dispatch(request);
        } catch (RuntimeException | Error e) {
            // The compiler throws errors of its own, and a cell may have filled the memory: the kernel lives on.
            publisher.reply(request, Publisher.failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
        }
        publisher.status("idle", header);
        if (request.type().equals("execute_request")) {
            prepare();
        }
    }

    /** Has the names listed that completions need, in the background, behind the first cell rather than a later one. */
    private void prepare() {
        if (!prepared && interpreter.isDone() && !interpreter.isCompletedExceptionally()) {
            prepared = true;
            interpreter.join().completeness("0");
        }
    }

    private void dispatch(Request request) {
        Message message = request.message();
        switch (request.type()) {
            case "kernel_info_request" -> publisher.reply(request, KernelInfo.answer());
            case "execute_request" -> execute(request);
            case "is_complete_request" -> {
                requireCode(message);
                publisher.reply(request, Answers.isComplete(message, interpreter.join()));
            }
            case "complete_request" -> {
                requireCode(message);
                publisher.reply(request, Answers.complete(message, interpreter.join()));
            }
            case "inspect_request" -> {
                requireCode(message);
                publisher.reply(request, Answers.inspect(message, interpreter.join()));
            }
            case "history_request" -> publisher.reply(request, history.answer(message));
            case "comm_info_request" -> publisher.reply(request, comms.info(message));
            case "comm_open", "comm_msg", "comm_close" ->
                comms.work(message).ifPresent(work -> executor.call(message, work, interpreter.join()));
            case "interrupt_request" -> interrupt(request);
            case "shutdown_request" -> shutdown(request);
            default -> refuse(request);
        }
    }

    private void execute(Request request) {
        requireCode(request.message());
        if (cutoff != null && request.message().sentBefore(cutoff)) {
            publisher.reply(request, Publisher.object("status", "aborted"));
            return;
        }
        Interpreter ready = ready();
        JsonObject reply = ready == null
                ? executor.fail(request.message(), CellError.interrupted("the cell was stopped before it began"))
                : executor.execute(request.message(), ready);
        List<Request> aborted = aborted(request.message(), reply);
        publisher.reply(request, reply);
        aborted.forEach(this::abort);
    }

    /**
     * The cells that were sent before anybody could know that this one failed: they were meant to follow its success.
     * Once the reply is out, cells may come that were sent because of it.
     */
    private List<Request> aborted(Message message, JsonObject reply) {
        boolean failed = reply.get("status").getAsString().equals("error");
        if (!failed || !message.flag("stop_on_error", true)) {
            return List.of();
        }
        if (reply.get("ename").getAsString().equals(CellError.INTERRUPTED)) {
            // An interrupt comes on a channel of its own, and may have overtaken cells.
            cutoff = interruption;
        }
        return shell.remove(next -> next.type().equals("execute_request"));
    }

    private void abort(Request request) {
        publisher.status("busy", request.message().header());
        publisher.reply(request, Publisher.object("status", "aborted"));
        publisher.status("idle", request.message().header());
    }

    /** The interpreter, as soon as it is made; null if an interrupt comes first. */
    private Interpreter ready() {
        CompletableFuture<Interpreter> stop = new CompletableFuture<>();
        waiting = stop;
        return (Interpreter) CompletableFuture.anyOf(interpreter, stop).join();
    }

    private void interrupt(Request request) {
        interruption = request.message();
        Interpreter made = interpreter.isCompletedExceptionally() ? null : interpreter.getNow(null);
        if (made == null) {
            waiting.complete(null);
        } else {
            made.interrupt();
        }
        publisher.reply(request, new JsonObject());
    }

    private void shutdown(Request request) {
        JsonObject content = new JsonObject();
        content.addProperty("restart", request.message().flag("restart", false));
        publisher.reply(request, content);
        publisher.publish("shutdown_reply", request.message().header(), content.deepCopy());
    }

    private void refuse(Request request) {
        if (request.type().endsWith("_request")) {
            String message = "this kernel does not know " + request.type();
            publisher.reply(request, Publisher.failure("UnknownRequest", message));
        }
    }

    private static void requireCode(Message message) {
        JsonElement code = message.content().get("code");
        if (code == null
                || !code.isJsonPrimitive()
                || !code.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("a " + message.type() + " needs a text named 'code'");
        }
    }
}
