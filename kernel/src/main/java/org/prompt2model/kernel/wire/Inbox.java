package org.prompt2model.kernel.wire;

/** Takes the messages that arrived whole, signed and for the first time. */
public interface Inbox {
    /** Called on the wire's own thread, so it must not block; what it throws goes to {@link #onFailure}. */
    void onMessage(Channel channel, Message message);

    /** Frames that were refused, with the reason. Called on the wire's own thread. */
    default void onRefused(Channel channel, String reason) {
        // A stranger who sends rubbish learns nothing from us.
    }

    /** A message could not be handled or sent, and was dropped. Called on the wire's own thread. */
    void onFailure(Channel channel, Throwable failure);
}
