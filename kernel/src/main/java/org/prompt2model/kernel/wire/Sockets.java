package org.prompt2model.kernel.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.EnumMap;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;

/** The bound sockets of a connection; only the wire's own thread may touch them once it runs. */
final class Sockets {
    private static final int LINGER_MILLIS = 500;
    /** More than any front end sends in one piece, and less than what would fill the memory. */
    private static final int MAX_BYTES =
            (int) Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 8);

    final ZContext context = new ZContext(1);
    final Map<Channel, ZMQ.Socket> channels = new EnumMap<>(Channel.class);
    final ZMQ.Socket heartbeat;

    Sockets(Connection connection) {
        Connection.Ports ports = connection.ports();
        try {
            channels.put(Channel.SHELL, bind(SocketType.ROUTER, connection.address(ports.shell())));
            channels.put(Channel.CONTROL, bind(SocketType.ROUTER, connection.address(ports.control())));
            channels.put(Channel.STDIN, bind(SocketType.ROUTER, connection.address(ports.stdin())));
            channels.put(Channel.IOPUB, bind(SocketType.XPUB, connection.address(ports.iopub())));
            heartbeat = bind(SocketType.REP, connection.address(ports.heartbeat()));
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** The ports that are really bound, where the connection left the choice to the system. */
    Connection.Ports ports() {
        return new Connection.Ports(
                port(channels.get(Channel.SHELL)),
                port(channels.get(Channel.CONTROL)),
                port(channels.get(Channel.IOPUB)),
                port(channels.get(Channel.STDIN)),
                port(heartbeat));
    }

    /** Wakes whoever sleeps on it when any of the sockets may have something to read. */
    Selector selector() throws IOException {
        Selector selector = Selector.open();
        heartbeat.getFD().register(selector, SelectionKey.OP_READ);
        for (ZMQ.Socket socket : channels.values()) {
            socket.getFD().register(selector, SelectionKey.OP_READ);
        }
        return selector;
    }

    private ZMQ.Socket bind(SocketType type, String address) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(LINGER_MILLIS);
        // A mark would drop output, and even the status 'idle', that a slow front end has not taken yet.
        socket.setSndHWM(0);
        socket.setRcvHWM(0);
        socket.setMaxMsgSize(MAX_BYTES);
        // A stranger's frame may claim a negative size, over which ZeroMQ's thread would never come to an end.
        socket.setMsgAllocator(size -> new Msg(size >= 0 && size <= MAX_BYTES ? size : 0));
        if (type == SocketType.XPUB) {
            socket.setXpubVerbose(true);
        }
        socket.bind(address);
        return socket;
    }

    private static int port(ZMQ.Socket socket) {
        String address = socket.getLastEndpoint();
        String port = address.substring(address.lastIndexOf(':') + 1);
        return port.chars().allMatch(Character::isDigit) && !port.isEmpty() ? Integer.parseInt(port) : 0;
    }
}
