/**
 * The one table schema. In: files, or rows that another package made. Out: validated Tablesaw tables of data rows
 * ({@code input}, {@code output}, {@code source}), free of near-duplicates across {@link org.prompt2model.corpus.Splits}.
 * Every other package builds on this one; {@code run} is next.
 */
package org.prompt2model.corpus;
