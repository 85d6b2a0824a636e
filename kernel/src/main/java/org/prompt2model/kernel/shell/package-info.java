/**
 * The kernel in a terminal. In: what a person types, a script, or a pipe. Out: results as text, errors, an exit status.
 */
package org.prompt2model.kernel.shell;
