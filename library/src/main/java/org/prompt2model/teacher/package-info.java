/**
 * A question becomes a reply from a large language model, through LangChain4j; or, with nothing configured, from the
 * rehearsal teacher's rules, labelled as such. {@code prompt} is next.
 */
package org.prompt2model.teacher;
