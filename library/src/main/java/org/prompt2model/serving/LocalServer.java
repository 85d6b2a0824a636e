package org.prompt2model.serving;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.prompt2model.corpus.Prompt2ModelException;

/** One site on one port, until it is closed. */
final class LocalServer implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI uri;

    private LocalServer(HttpServer server, ExecutorService threads, String address) {
        this.server = server;
        this.threads = threads;
        String host = address.contains(":") ? "[" + address + "]" : address;
        this.uri = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    /**
     * Starts answering.
     *
     * @param what what listens, for the error
     * @throws Prompt2ModelException if the port is taken or the address is not one of this machine
     */
    static LocalServer start(String what, LocalSite site, ServeOptions options) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(options.address(), options.port()), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, "prompt2model-serve");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", site);
            server.start();
            return new LocalServer(server, threads, options.address());
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    what + " cannot listen on " + options.address() + ":" + options.port(),
                    e.getMessage(),
                    "close what uses that port, or let a free one be taken with ServeOptions.defaults().port(0)",
                    e);
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
