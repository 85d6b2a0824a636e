/**
 * A student answers over HTTP. In: a {@link org.prompt2model.model.Student}. Out: a
 * {@link org.prompt2model.serving.Demo} with a page for people and {@code POST /predict} for programs. {@code report}
 * is next.
 */
package org.prompt2model.serving;
