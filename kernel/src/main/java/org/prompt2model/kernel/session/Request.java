package org.prompt2model.kernel.session;

import org.prompt2model.kernel.wire.Channel;
import org.prompt2model.kernel.wire.Message;

/** A message that wants an answer, and the channel it came on. */
record Request(Channel channel, Message message) {
    String type() {
        return message.type();
    }
}
