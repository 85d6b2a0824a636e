package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.util.List;

/** Magics, for Java. */
public final class Magics {
    private Magics() {}

    /** Applies a line magic. The caller chooses the type of its value, which nothing checks. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // As IJava has it.
    public static <T> T lineMagic(String name, List<String> arguments) {
        try {
            return Kernel.running().getMagics().applyLineMagic(name, arguments);
        } catch (UndefinedMagicException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Applies a cell magic. The caller chooses the type of its value, which nothing checks. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // As IJava has it.
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        try {
            return Kernel.running().getMagics().applyCellMagic(name, arguments, body);
        } catch (UndefinedMagicException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
