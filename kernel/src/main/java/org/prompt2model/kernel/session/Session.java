package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.ProgressDisplay;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.wire.Channel;
import org.prompt2model.kernel.wire.Connection;
import org.prompt2model.kernel.wire.Inbox;
import org.prompt2model.kernel.wire.Message;
import org.prompt2model.kernel.wire.Wire;
import org.prompt2model.run.ProgressMeter;

/** A running kernel. It takes over standard input, output and error of this JVM until it is closed. */
public final class Session implements AutoCloseable, Inbox {
    private final Wire wire;
    private final Publisher publisher;
    private final CellStreams streams;
    private final CellInput input;
    private final History history = new History();
    private final BlockingQueue<Request> shell = new LinkedBlockingQueue<>();
    private final BlockingQueue<Request> control = new LinkedBlockingQueue<>();
    private final CompletableFuture<Interpreter> interpreter = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private Executor executor;

    /** Binds the sockets; {@link #start} begins. */
    public Session(Connection connection) {
        wire = new Wire(connection, this);
        publisher = new Publisher(wire);
        streams = new CellStreams(publisher);
        input = new CellInput(publisher, streams);
    }

    /** Begins to answer at once, while the interpreter is still being made. */
    public void start(Supplier<Interpreter> maker) {
        System.setIn(input);
        System.setOut(streams.open("stdout"));
        System.setErr(streams.open("stderr"));
        JupyterScreen screen = new JupyterScreen(publisher, streams);
        Display.to(screen);
        ProgressMeter.listen(new ProgressDisplay(screen));
        publisher.status("starting", new JsonObject());
        wire.start();
        daemon("jupyter-control", () -> serve(control));
        daemon("jupyter-shell", () -> serve(shell));
        daemon("jupyter-preload", () -> load(maker));
    }

    /** The ports that are bound. */
    public Connection.Ports ports() {
        return wire.ports();
    }

    /** Waits until a front end shuts the kernel down. */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Sends what is waiting and gives standard output and error back. */
    @Override
    public void close() {
        ended.countDown();
        streams.flush();
        wire.close();
        System.setOut(out);
        System.setErr(err);
        made().ifPresent(Interpreter::close);
    }

    @Override
    public void onMessage(Channel channel, Message message) {
        switch (channel) {
            case SHELL -> shell.add(new Request(channel, message));
            case CONTROL -> control.add(new Request(channel, message));
            case STDIN -> input.answer(message);
            default -> throw new IllegalStateException("front ends do not write to " + channel);
        }
    }

    private void load(Supplier<Interpreter> maker) {
        try {
            Interpreter made = maker.get();
            List<String> failed = Preload.run(made);
            if (!failed.isEmpty()) {
                System.err.println("Not loaded: " + String.join(" ", failed));
            }
            interpreter.complete(made);
            if (ended.getCount() == 0) {
                made.close();
            }
        } catch (RuntimeException | LinkageError e) {
            interpreter.completeExceptionally(e);
        }
    }

    /** The interpreter, unless it is still being made, or could not be. */
    private Optional<Interpreter> made() {
        return interpreter.isDone() && !interpreter.isCompletedExceptionally()
                ? Optional.of(interpreter.join())
                : Optional.empty();
    }

    private void serve(BlockingQueue<Request> queue) {
        try {
            while (ended.getCount() > 0) {
                Request request = queue.take();
                JsonObject header = request.message().header();
                publisher.status("busy", header);
                try {
                    answer(request);
                } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                    publisher.reply(request, failure(e));
                }
                publisher.status("idle", header);
                if (request.type().equals("shutdown_request")) {
                    ended.countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Request request) {
        Message message = request.message();
        switch (request.type()) {
            case "kernel_info_request" -> publisher.reply(request, KernelInfo.answer());
            case "execute_request" -> execute(request);
            case "is_complete_request" -> publisher.reply(request, Answers.isComplete(message, interpreter.join()));
            case "complete_request" -> publisher.reply(request, Answers.complete(message, interpreter.join()));
            case "inspect_request" -> publisher.reply(request, Answers.inspect(message, interpreter.join()));
            case "history_request" -> publisher.reply(request, history.answer(message));
            case "comm_info_request" -> publisher.reply(request, Publisher.object("comms", new JsonObject()));
            case "comm_open" ->
                publisher.publish(
                        "comm_close", message.header(), Publisher.object("comm_id", message.text("comm_id", "")));
            case "comm_msg", "comm_close" -> streams.flush();
            case "interrupt_request" -> interrupt(request);
            case "shutdown_request" -> shutdown(request);
            default -> refuse(request);
        }
    }

    private void execute(Request request) {
        if (executor == null) {
            executor = new Executor(publisher, streams, input, history, interpreter.join());
        }
        if (!executor.execute(request)) {
            abortWaiting();
        }
    }

    /** A cell failed: those that were sent after it were meant to follow its success. */
    private void abortWaiting() {
        for (Request waiting : List.copyOf(shell)) {
            if (waiting.type().equals("execute_request") && shell.remove(waiting)) {
                publisher.status("busy", waiting.message().header());
                publisher.reply(waiting, Publisher.object("status", "aborted"));
                publisher.status("idle", waiting.message().header());
            }
        }
    }

    private void interrupt(Request request) {
        made().ifPresent(Interpreter::interrupt);
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
            publisher.reply(
                    request, failure(new UnsupportedOperationException("this kernel does not know " + request.type())));
        }
    }

    private static JsonObject failure(Throwable e) {
        JsonObject content = Publisher.object("status", "error");
        content.addProperty("ename", e.getClass().getSimpleName());
        content.addProperty("evalue", String.valueOf(e.getMessage()));
        content.add("traceback", new com.google.gson.JsonArray());
        return content;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
