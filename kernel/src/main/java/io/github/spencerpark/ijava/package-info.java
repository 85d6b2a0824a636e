/**
 * The names by which notebooks written for IJava reach their kernel. In: their calls. Out: the same calls to {@code
 * display} and {@code magics}, where the work is done; nothing of this project uses these names itself.
 */
package io.github.spencerpark.ijava;
