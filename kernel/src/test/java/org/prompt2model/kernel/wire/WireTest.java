package org.prompt2model.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class WireTest {
    private static final String KEY = "secret";
    private static final int PATIENCE_SECONDS = 60;
    private static final int SUBSCRIBERS = 300;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Inbox inbox = new Inbox() {
        @Override
        public void onMessage(Channel channel, Message message) {
            heard.add(channel + " " + message.type());
            if (message.type().equals("explode_request")) {
                throw new IllegalStateException("a handler failed");
            }
        }

        @Override
        public void onFailure(Channel channel, Throwable failure) {
            heard.add("failed: " + failure.getMessage());
        }

        @Override
        public void onRefused(Channel channel, String reason) {
            heard.add("refused: " + reason);
        }
    };
    private final ZContext context = new ZContext();
    private Wire wire;
    private ZMQ.Socket shell;

    @BeforeEach
    void connect() {
        Connection.Ports any = new Connection.Ports(0, 0, 0, 0, 0);
        wire = new Wire(new Connection("tcp", "127.0.0.1", any, "hmac-sha256", KEY), inbox);
        shell = context.createSocket(SocketType.DEALER);
        shell.connect("tcp://127.0.0.1:" + wire.ports().shell());
        wire.start();
    }

    @AfterEach
    void disconnect() {
        context.close();
        wire.close();
    }

    @Test
    void aSignedMessageArrives() throws InterruptedException {
        send(frames("kernel_info_request", KEY));
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
    }

    @Test
    void aBadSignatureIsRefusedAndTheWireLivesOn() throws InterruptedException {
        send(frames("kernel_info_request", "guess"));
        send(frames("kernel_info_request", KEY));
        assertThat(next()).isEqualTo("refused: bad signature");
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
    }

    @Test
    void subscribersThatVanishDoNotKeepOthersFromHearing() throws InterruptedException {
        whilePublishing(() -> {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                ZMQ.Socket gone = subscriber();
                // Some go before the wire has heard of them, some while it does, some after.
                LockSupport.parkNanos(i * 20_000L);
                gone.setLinger(0);
                gone.close();
            }
            ZMQ.Socket iopub = subscriber();
            assertThat(firstMessage(iopub)).contains("\"iopub_welcome\"");
            assertThat(firstMessage(iopub)).contains("\"status\"");
        });
        assertThat(heard).isEmpty();
    }

    private void whilePublishing(Runnable work) throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            while (!enough.get()) {
                wire.send(Channel.IOPUB, Message.of("status", new JsonObject(), new JsonObject(), List.of()));
                LockSupport.parkNanos(100_000);
            }
        });
        publisher.start();
        try {
            work.run();
        } finally {
            enough.set(true);
            publisher.join();
        }
    }

    private ZMQ.Socket subscriber() {
        ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
        iopub.setReceiveTimeOut(1_000 * PATIENCE_SECONDS);
        iopub.subscribe(new byte[0]);
        iopub.connect("tcp://127.0.0.1:" + wire.ports().iopub());
        return iopub;
    }

    private static String firstMessage(ZMQ.Socket socket) {
        StringBuilder text = new StringBuilder();
        do {
            text.append(socket.recvStr());
        } while (socket.hasReceiveMore());
        return text.toString();
    }

    @Test
    void aReplayedMessageIsRefused() throws InterruptedException {
        List<byte[]> frames = frames("kernel_info_request", KEY);
        send(frames);
        send(frames);
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
        assertThat(next()).isEqualTo("refused: replayed");
    }

    @Test
    void malformedFramesAreRefusedAndTheWireLivesOn() throws InterruptedException {
        send(List.of(bytes("<IDS|MSG>"), bytes("rubbish")));
        send(signed(List.of(bytes("[1]"), bytes("{}"), bytes("{}"), bytes("{}"))));
        send(signed(List.of(bytes("{\"a\":"), bytes("{}"), bytes("{}"), bytes("{}"))));
        send(signed(List.of(bytes("[".repeat(100_000)), bytes("{}"), bytes("{}"), bytes("{}"))));
        for (int i = 0; i < 4; i++) {
            assertThat(next()).startsWith("refused: malformed");
        }
        send(frames("kernel_info_request", KEY));
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
    }

    @Test
    void aHandlerThatFailsDoesNotEndTheWire() throws InterruptedException {
        send(frames("explode_request", KEY));
        send(frames("kernel_info_request", KEY));
        assertThat(next()).isEqualTo("SHELL explode_request");
        assertThat(next()).isEqualTo("failed: a handler failed");
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
    }

    @Test
    void whatOnlyLooksLikeJsonIsRefused() throws InterruptedException {
        for (String rubbish : List.of("{'msg_type': 'x'}", "{\"a\":1} {}", "{msg_type: x}", "//\n{}", "null", "")) {
            send(signed(List.of(bytes(rubbish), bytes("{}"), bytes("{}"), bytes("{}"))));
            assertThat(next()).startsWith("refused: malformed");
        }
    }

    @Test
    void anInterruptReachesAThreadThatSendsAllTheTime() throws InterruptedException {
        Message message = Message.of("stream", new JsonObject(), new JsonObject(), List.of());
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread sender = new Thread(() -> {
                for (int sent = 0; sent < 1_000_000 && !Thread.currentThread().isInterrupted(); sent++) {
                    wire.send(Channel.IOPUB, message);
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            sender.start();
            Thread.sleep(2);
            sender.interrupt();
            sender.join();
            assertThat(interrupted).isCompletedWithValue(true);
        }
    }

    @Test
    void rubbishOnThePortDoesNotDeafenTheWire() throws IOException, InterruptedException {
        for (String size : List.of("ffffffffffffffff", "8000000000000000", "800000007fffffff", "000000007fffffff")) {
            try (Socket stranger =
                    new Socket(InetAddress.getLoopbackAddress(), wire.ports().shell())) {
                // Greeting, the command READY of a DEALER, and a long frame of that many bytes.
                stranger.getOutputStream()
                        .write(HexFormat.of()
                                .parseHex("ff00000000000000007f03004e554c4c" + "00".repeat(48)
                                        + "041c05524541445" + "90b536f636b65742d54797065000000064445414c4552"
                                        + "02" + size + "00".repeat(64)));
            }
        }
        send(frames("kernel_info_request", KEY));
        assertThat(next()).isEqualTo("SHELL kernel_info_request");
        try (ZMQ.Socket late = context.createSocket(SocketType.DEALER)) {
            late.connect("tcp://127.0.0.1:" + wire.ports().shell());
            shell = late;
            send(frames("history_request", KEY));
            assertThat(next()).isEqualTo("SHELL history_request");
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void send(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static List<byte[]> frames(String type, String key) {
        Message message = Message.of(type, new JsonObject(), new JsonObject(), List.of());
        return new MessageCodec(new Signer("hmac-sha256", key)).encode(message);
    }

    private static List<byte[]> signed(List<byte[]> parts) {
        List<byte[]> frames = new ArrayList<>();
        frames.add(bytes("<IDS|MSG>"));
        frames.add(new Signer("hmac-sha256", KEY).sign(parts));
        frames.addAll(parts);
        return frames;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
