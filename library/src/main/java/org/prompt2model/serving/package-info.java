/**
 * Web pages on this machine. In: a {@link org.prompt2model.model.Student}; out: a
 * {@link org.prompt2model.serving.Demo} with a page for people and {@code POST /predict} for programs. In: data rows;
 * out: a {@link org.prompt2model.serving.Review} whose page lets a person decide on them. {@code report} is next.
 */
package org.prompt2model.serving;
