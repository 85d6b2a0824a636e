/**
 * Predictions become scores. In: a table with {@code output} and {@code prediction}, or a test table and several
 * predictors. Out: a table of scores with intervals and signatures, or a row a model with p-values, speed and cost.
 * {@code serving} is next.
 */
package org.prompt2model.evaluation;
