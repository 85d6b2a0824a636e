/**
 * A question becomes a reply from a large language model, through LangChain4j; or, with nothing configured, from the
 * rehearsal teacher's rules, labelled as such. {@code prompt} is next.
 *
 * <p>A stage hands its questions to a {@code Dispatcher}, which sets their worst case aside in the {@code Budget} and asks
 * the {@code Teacher} for several at once. On its way a question passes the {@code Journal}, where it may be answered
 * already, and the {@code Endpoint}, which lets in as many as the provider takes; {@code Attempts} asks again where that
 * makes sense; the reply is in the journal before anybody sees it.
 */
package org.prompt2model.teacher;
