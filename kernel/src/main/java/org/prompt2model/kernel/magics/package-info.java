/**
 * Lines that begin with a percent sign: commands to the kernel, compatible with IJava's. In: a cell. Out: its outcome,
 * after the commands in it were carried out and the Java between them was run. {@code session} is next.
 */
package org.prompt2model.kernel.magics;
