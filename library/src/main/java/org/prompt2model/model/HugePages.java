package org.prompt2model.model;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Lets PyTorch ask Linux for pages of 2 MB in the place of 4 kB. The tensors of a training step are allocated anew each
 * time, and half of such a step went into Linux's handing out small pages.
 */
final class HugePages {
    private static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private HugePages() {}

    /** Takes effect only before PyTorch's library is loaded. A value that the user has set stays. */
    static void enable() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // PyTorch has no other switch for it, and Java cannot set its own environment.
            int overwrite = 0;
            NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {VARIABLE, "1", overwrite});
        } catch (UnsatisfiedLinkError e) {
            // a Linux for which JNA has no library: everything works, only more slowly
        }
    }
}
