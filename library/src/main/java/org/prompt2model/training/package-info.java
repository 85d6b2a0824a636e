/**
 * Fine-tuning. In: a task, a base model's name and the splits. Out: a {@link org.prompt2model.model.Student} with its
 * learning curve, stored in the run folder. {@code evaluation} is next.
 */
package org.prompt2model.training;
