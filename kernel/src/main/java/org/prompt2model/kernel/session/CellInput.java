package org.prompt2model.kernel.session;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.prompt2model.kernel.wire.Message;

/** Asks the front end that sent the cell, one question at a time. */
final class CellInput implements Questions {
    private final Publisher publisher;
    private final CellStreams streams;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    /** Unlike a monitor, it lets an interrupted cell go that waits behind another question. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile Message parent;

    CellInput(Publisher publisher, CellStreams streams) {
        this.publisher = publisher;
        this.streams = streams;
    }

    /** From now on, the front end that sent the request is asked, if it allows. */
    void setParent(Message request) {
        parent = request;
    }

    /** An answer came. */
    void answer(Message reply) {
        answers.add(reply.text("value", ""));
    }

    @Override
    public String ask(String prompt, boolean secret) throws InterruptedException {
        Message asker = parent;
        if (asker == null || !asker.flag("allow_stdin", false)) {
            // Scanner and its kin swallow an IOException and report something else.
            throw new IllegalStateException("this front end cannot be asked for input (it sent allow_stdin=false)");
        }
        asking.lockInterruptibly();
        try {
            streams.flush();
            answers.clear();
            publisher.askForInput(asker, prompt, secret);
            return answers.take();
        } finally {
            asking.unlock();
        }
    }
}
