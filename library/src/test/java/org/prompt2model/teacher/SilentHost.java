package org.prompt2model.teacher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Accepts connections, as any listening socket does, and never answers; closed, it is a host that cannot be reached. */
final class SilentHost implements AutoCloseable {
    private final ServerSocket socket;

    SilentHost() throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    String url() {
        return "http://localhost:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
