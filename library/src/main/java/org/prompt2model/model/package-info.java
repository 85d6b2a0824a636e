/**
 * Networks, tokenizers and checkpoints. In: a base model's name or folder, or a saved student's folder. Out: a network
 * that can train and answer, a {@link org.prompt2model.model.Student}, which writes as {@link
 * org.prompt2model.model.DecodingOptions} say. {@code training} is next.
 */
package org.prompt2model.model;
