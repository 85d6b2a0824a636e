package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.prompt2model.kernel.session.Comm.Received;
import org.prompt2model.kernel.wire.Message;

/** The open comms, and who answers to new ones. Safe for several threads. */
final class Comms {
    private static final Gson JSON = new Gson();

    private final Publisher publisher;
    private final Origin origin;
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<Comm, Received>> targets = new ConcurrentHashMap<>();

    Comms(Publisher publisher, Origin origin) {
        this.publisher = publisher;
        this.origin = origin;
    }

    /** From now on, comms that a front end opens under that name are given to the opener. */
    void register(String target, BiConsumer<Comm, Received> opener) {
        targets.put(target, opener);
    }

    Comm open(String target, Map<String, ?> data, List<byte[]> buffers) {
        Comm comm = new Comm(UUID.randomUUID().toString(), target, this);
        open.put(comm.id(), comm);
        send("comm_open", comm, data, buffers);
        return comm;
    }

    void send(String type, Comm comm, Map<String, ?> data, List<byte[]> buffers) {
        if (!open.containsKey(comm.id())) {
            throw new IllegalStateException("the comm '" + comm.target() + "' is closed");
        }
        JsonObject content = Publisher.object("comm_id", comm.id());
        if (type.equals("comm_open")) {
            content.addProperty("target_name", comm.target());
        }
        content.add("data", JSON.toJsonTree(data));
        publisher.publish(type, origin.current(), content, buffers);
    }

    void close(Comm comm) {
        if (open.containsKey(comm.id())) {
            send("comm_close", comm, Map.of(), List.of());
            open.remove(comm.id());
        }
    }

    /** The open ones, or those of one target. */
    JsonObject info(Message request) {
        String wanted = request.text("target_name", "");
        JsonObject found = new JsonObject();
        open.forEach((id, comm) -> {
            if (wanted.isEmpty() || wanted.equals(comm.target())) {
                found.add(id, Publisher.object("target_name", comm.target()));
            }
        });
        return Publisher.object("comms", found);
    }

    /** The user's work that a message of a front end calls for; empty where there is none. */
    Optional<Runnable> work(Message message) {
        String id = message.text("comm_id", "");
        Received received = new Received(data(message), message.buffers());
        if (message.type().equals("comm_open")) {
            return opened(message, id, received);
        }
        Comm comm = message.type().equals("comm_close") ? open.remove(id) : open.get(id);
        if (comm == null) {
            return Optional.empty();
        }
        return Optional.of(message.type().equals("comm_close") ? comm::ended : () -> comm.receive(received));
    }

    private Optional<Runnable> opened(Message message, String id, Received received) {
        String target = message.text("target_name", "");
        BiConsumer<Comm, Received> opener = targets.get(target);
        if (opener == null) {
            // The protocol's way to say that nobody here answers to that name.
            publisher.publish("comm_close", message.header(), Publisher.object("comm_id", id));
            return Optional.empty();
        }
        Comm comm = new Comm(id, target, this);
        open.put(id, comm);
        return Optional.of(() -> opener.accept(comm, received));
    }

    private static Map<String, Object> data(Message message) {
        return JSON.fromJson(message.object("data"), new TypeToken<Map<String, Object>>() {}.getType());
    }
}
