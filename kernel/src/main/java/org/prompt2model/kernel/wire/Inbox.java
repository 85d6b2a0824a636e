package org.prompt2model.kernel.wire;

/** Takes the messages that arrived whole, signed and for the first time. */
public interface Inbox {
    /** Called on the wire's own thread, so it must not block; an exception that it throws is reported and dropped. */
    void onMessage(Channel channel, Message message);

    /** Frames that were refused, with the reason. Called on the wire's own thread. */
    default void onRefused(Channel channel, String reason) {
        // A stranger who sends rubbish learns nothing from us.
    }
}
