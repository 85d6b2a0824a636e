/**
 * Networks, tokenizers and checkpoints. In: a base model's name or folder, or a saved student's folder. Out: a network
 * that can train and answer, a {@link org.prompt2model.model.Student}. {@code training} is next.
 */
package org.prompt2model.model;
