package org.prompt2model.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    private static final String PORTS =
            "\"shell_port\":1,\"control_port\":2,\"iopub_port\":3,\"stdin_port\":4,\"hb_port\":5";

    @TempDir
    private Path folder;

    @Test
    void whatTheFileLeavesOutHasTheProtocolsDefaults() throws IOException {
        Connection connection = read("{" + PORTS + "}");
        assertThat(connection)
                .isEqualTo(new Connection("tcp", "127.0.0.1", new Connection.Ports(1, 2, 3, 4, 5), "hmac-sha256", ""));
    }

    @Test
    void aTransportThatCannotWorkIsRefusedAtOnce() {
        assertThatThrownBy(() -> read("{\"transport\":\"ipc\"," + PORTS + "}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'ipc'")
                .hasMessageContaining("c.KernelManager.transport");
    }

    @Test
    void aFileThatIsNoConnectionFileIsRefused() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class).hasMessageContaining("connection file");
        assertThatThrownBy(() -> read("{}")).isInstanceOf(IOException.class).hasMessageContaining("connection file");
    }

    private Connection read(String text) throws IOException {
        return Connection.read(Files.writeString(folder.resolve("connection.json"), text));
    }
}
