/**
 * Finds what exists already. In: a {@link org.prompt2model.prompt.Task}. Out: ranked datasets and ranked models from the
 * shipped catalogues, as tables, and the rows of a dataset that ships with the toolkit or lies in a file. {@code
 * generation} is next, for the rows that no dataset has.
 */
package org.prompt2model.retrieval;
