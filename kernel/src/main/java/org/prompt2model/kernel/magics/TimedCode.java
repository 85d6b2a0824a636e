package org.prompt2model.kernel.magics;

/** Code of a cell that {@code %%timeit} runs over and over. */
public interface TimedCode {
    /** Runs it once. */
    Object run() throws Throwable;
}
