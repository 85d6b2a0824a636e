package org.prompt2model.model;

/**
 * What tokens add to a text, as bytes of UTF-8; a character may be spread over several tokens.
 *
 * @param first what each adds as the first token of a text, which often loses its leading space; null for what is no text
 * @param later what each adds behind others
 */
// Large, made once, and nobody compares two vocabularies.
@SuppressWarnings("ArrayRecordComponent")
public record TokenBytes(byte[][] first, byte[][] later) {}
