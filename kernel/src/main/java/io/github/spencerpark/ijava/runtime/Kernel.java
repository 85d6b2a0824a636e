package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;

/** The kernel, for cells. */
public final class Kernel {
    private Kernel() {}

    /** The kernel that runs this cell. */
    public static JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /** Runs source as a cell within this one, magics included, and returns its value. */
    public static Object eval(String source) throws Exception {
        return running().evalRaw(source);
    }

    /** Prints as {@link java.io.PrintStream#printf} does. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more library.
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    static JavaKernel running() {
        JavaKernel kernel = IJava.getKernelInstance();
        if (kernel == null) {
            throw new IllegalStateException("no kernel runs in this JVM: this works in cells of a notebook");
        }
        return kernel;
    }
}
