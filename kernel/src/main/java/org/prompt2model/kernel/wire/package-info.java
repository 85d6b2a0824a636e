/**
 * Frames, signatures and messages of the Jupyter protocol over ZeroMQ. In: frames from front ends. Out:
 * {@link org.prompt2model.kernel.wire.Message}s handed to a {@link org.prompt2model.kernel.wire.Inbox}, and messages
 * sent. It knows no language; {@code session} is next.
 */
package org.prompt2model.kernel.wire;
