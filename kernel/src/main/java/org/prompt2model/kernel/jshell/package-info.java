/**
 * Java source to its value, its errors and its completions, by the JDK's JShell in this JVM. In:
 * {@link org.prompt2model.kernel.jshell.Cell}s. Out: {@link org.prompt2model.kernel.jshell.Outcome}s. It knows no
 * socket and no protocol; {@code session} joins it with {@code wire}.
 */
package org.prompt2model.kernel.jshell;
