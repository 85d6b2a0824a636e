/**
 * The run folder. In: what a stage depends on, and the work that makes its result. Out: the result, from the folder
 * where it is there already, with a manifest of every call; progress for whoever watches. {@code teacher} is next.
 */
package org.prompt2model.run;
