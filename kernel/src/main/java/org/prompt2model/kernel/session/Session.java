package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.ProgressDisplay;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.magics.Startup;
import org.prompt2model.kernel.wire.Channel;
import org.prompt2model.kernel.wire.Connection;
import org.prompt2model.kernel.wire.Inbox;
import org.prompt2model.kernel.wire.Message;
import org.prompt2model.kernel.wire.Wire;
import org.prompt2model.run.ProgressMeter;

/** A running kernel. It takes over standard input, output and error of this JVM until it is closed. */
public final class Session implements AutoCloseable {
    private final Origin origin = new Origin();
    private final Lane shell = new Lane();
    private final Lane control = new Lane();
    private final CompletableFuture<Interpreter> interpreter = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Wire wire;
    private final Publisher publisher;
    private final CellStreams streams;
    private final CellInput questions;
    private final LineInput input;
    private final Comms comms;
    private final History history;
    private final Requests requests;

    /** Binds the sockets; {@link #start} begins. The history of cells is kept in memory. */
    public Session(Connection connection) {
        this(connection, new History());
    }

    /** Binds the sockets; {@link #start} begins. The history of cells goes on from the file, which need not exist. */
    public Session(Connection connection, Path historyFile) {
        this(connection, new History(historyFile));
    }

    private Session(Connection connection, History history) {
        this.history = history;
        wire = new Wire(connection, new Arrivals());
        publisher = new Publisher(wire);
        streams = new CellStreams(publisher, origin);
        questions = new CellInput(publisher, streams);
        input = new LineInput(questions);
        comms = new Comms(publisher, origin);
        Executor executor = new Executor(publisher, streams, origin, this::enter, history);
        requests = new Requests(publisher, history, comms, executor, shell, interpreter);
    }

    /** Begins to answer at once, while the interpreter is still being made. */
    public void start(Supplier<Interpreter> maker) {
        System.setIn(input);
        System.setOut(streams.open("stdout"));
        System.setErr(streams.open("stderr"));
        JupyterScreen screen = new JupyterScreen(publisher, streams, origin);
        Display.to(screen);
        ProgressMeter.listen(new ProgressDisplay(screen));
        Notebook.serve(new Notebook.Services(questions, comms));
        publisher.status("starting", new JsonObject());
        wire.start();
        control.start("jupyter-control", this::answer);
        shell.start("jupyter-shell", this::answer);
        Thread loading = new Thread(() -> load(maker), "jupyter-start");
        loading.setDaemon(true);
        loading.start();
    }

    /** The ports that are bound. */
    public Connection.Ports ports() {
        return wire.ports();
    }

    /** Waits until a front end shuts the kernel down. */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Sends what is waiting and gives standard input, output and error back. */
    @Override
    public void close() {
        ended.countDown();
        streams.flush();
        wire.close();
        System.setIn(in);
        System.setOut(out);
        System.setErr(err);
        Notebook.serve(null);
        history.close();
        if (interpreter.isDone() && !interpreter.isCompletedExceptionally()) {
            interpreter.join().close();
        }
    }

    /** What a cell left unread of its input is not for the next one. */
    private void enter(Message request) {
        questions.setParent(request);
        input.drop();
    }

    private void load(Supplier<Interpreter> maker) {
        try {
            Interpreter made = maker.get();
            new Startup(made).run(System.getenv());
            interpreter.complete(made);
            if (ended.getCount() == 0) {
                made.close();
            }
        } catch (RuntimeException | Error e) {
            // The compiler throws errors of its own; whoever waits for the interpreter has to hear of it.
            interpreter.completeExceptionally(e);
        }
    }

    private void answer(Request request) {
        requests.answer(request);
        if (request.type().equals("shutdown_request")) {
            ended.countDown();
        }
    }

    /** Sorts what arrives into the lanes. */
    private final class Arrivals implements Inbox {
        @Override
        public void onMessage(Channel channel, Message message) {
            Request request = new Request(channel, message);
            switch (channel) {
                case SHELL -> add(shell, request);
                case CONTROL -> add(waitsItsTurn(request) ? shell : control, request);
                case STDIN -> questions.answer(message);
                default -> throw new IllegalStateException("front ends do not write to " + channel);
            }
        }

        @Override
        public void onFailure(Channel channel, Throwable failure) {
            err.println("A message on " + channel + " was dropped: " + failure);
        }

        private void add(Lane lane, Request request) {
            // Where nobody is before it, the question that front ends ask most costs no change of threads.
            if (request.type().equals("kernel_info_request") && lane.idle()) {
                requests.answer(request);
            } else {
                lane.add(request);
            }
        }

        /** What needs the interpreter can be answered only between cells, whatever channel it comes on. */
        private static boolean waitsItsTurn(Request request) {
            return switch (request.type()) {
                case "kernel_info_request", "interrupt_request", "shutdown_request", "comm_info_request" -> false;
                default -> true;
            };
        }
    }
}
