package org.prompt2model.kernel.wire;

import java.util.concurrent.Semaphore;
import org.zeromq.ZMQ;

/**
 * Wakes the thread that polls the sockets, for any other thread.
 *
 * <p>A thread of its own does so, since ZeroMQ answers the interrupt of a thread that calls it: the thread of a cell,
 * which is there to be interrupted, would lose both the interrupt and the message.
 */
final class Waker implements AutoCloseable {
    private final ZMQ.Socket socket;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "jupyter-waker");
    private volatile boolean closing;

    /** Sends an empty frame to the socket's peer whenever it is called; nobody else may use the socket. */
    Waker(ZMQ.Socket socket) {
        this.socket = socket;
        thread.setDaemon(true);
        thread.start();
    }

    void wake() {
        wanted.release();
    }

    /** Ends the thread, so that the socket can be closed. */
    @Override
    public void close() {
        closing = true;
        wanted.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        wanted.acquireUninterruptibly();
        while (!closing) {
            wanted.drainPermits();
            socket.send(new byte[0], ZMQ.DONTWAIT);
            wanted.acquireUninterruptibly();
        }
    }
}
