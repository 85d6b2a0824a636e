package org.prompt2model.kernel.wire;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the connection file says.
 *
 * @param transport {@code tcp}: JeroMQ's {@code ipc} is no match for that of other ZeroMQ libraries
 * @param ip address to listen on
 * @param ports one for each channel
 * @param scheme signature scheme, {@code hmac-} and a digest
 * @param key shared secret; empty where messages are not signed
 */
public record Connection(String transport, String ip, Ports ports, String scheme, String key) {
    public Connection {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(ip, "ip");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(key, "key");
    }

    /** Port numbers; 0 lets the system choose (for tests). */
    public record Ports(int shell, int control, int iopub, int stdin, int heartbeat) {}

    /**
     * Reads a connection file.
     *
     * @throws IOException if it cannot be read, or is not a connection file
     */
    public static Connection read(Path file) throws IOException {
        try {
            JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
            Ports ports = new Ports(
                    json.get("shell_port").getAsInt(),
                    json.get("control_port").getAsInt(),
                    json.get("iopub_port").getAsInt(),
                    json.get("stdin_port").getAsInt(),
                    json.get("hb_port").getAsInt());
            String transport = text(json, "transport", "tcp");
            if (!transport.equals("tcp")) {
                throw new IOException(file + " asks for the transport '" + transport
                        + "', but this kernel speaks tcp alone; set c.KernelManager.transport = 'tcp' in Jupyter");
            }
            return new Connection(
                    transport,
                    text(json, "ip", "127.0.0.1"),
                    ports,
                    text(json, "signature_scheme", "hmac-sha256"),
                    text(json, "key", ""));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new IOException(file + " is not a Jupyter connection file: " + e.getMessage(), e);
        }
    }

    /** The address of a port. */
    String address(int port) {
        return transport + "://" + ip + ":" + (port == 0 ? "*" : port);
    }

    private static String text(JsonObject json, String name, String fallback) {
        return json.has(name) ? json.get(name).getAsString() : fallback;
    }
}
