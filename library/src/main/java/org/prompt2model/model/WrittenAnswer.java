package org.prompt2model.model;

/**
 * What a network wrote, as text.
 *
 * @param text of the answer; where answers are labels, the label that was meant
 * @param answer its tokens and their probabilities
 */
public record WrittenAnswer(String text, Answer answer) {}
