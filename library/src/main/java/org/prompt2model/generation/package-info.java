/**
 * A task becomes data rows. In: a {@link org.prompt2model.prompt.Task}, or one with the rows of another dataset. Out:
 * tables of generated or transformed rows, kept ones and dropped ones with their reasons. {@code model} is next.
 */
package org.prompt2model.generation;
