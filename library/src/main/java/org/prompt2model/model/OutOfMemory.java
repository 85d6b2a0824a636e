package org.prompt2model.model;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The device had no room for a batch. What takes the room are the activations of the passes forward and backward, before
 * any weight moves, so the step can be taken again with smaller parts.
 */
public final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what PyTorch said */
    public OutOfMemory(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }

    /** What PyTorch threw, if it is that: its allocators say so in words alone. */
    static Optional<OutOfMemory> in(EngineException thrown) {
        String words = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("out of memory", "can't allocate memory", "not enough memory")
                        .anyMatch(words::contains)
                ? Optional.of(new OutOfMemory(thrown))
                : Optional.empty();
    }
}
