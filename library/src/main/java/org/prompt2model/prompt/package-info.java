/**
 * Free text becomes a {@link org.prompt2model.prompt.Task}. In: a prompt. Out: its instruction and its demonstrations.
 * {@code retrieval} and {@code generation} are next.
 */
package org.prompt2model.prompt;
