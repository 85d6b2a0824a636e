/**
 * The toolkit's front door: {@link org.prompt2model.Prompt2Model} has every stage as one function, in the order
 * {@code corpus}, {@code run}, {@code teacher}, {@code prompt}, {@code retrieval}, {@code generation}, {@code model},
 * {@code training}, {@code evaluation}, {@code serving}, {@code report}; nothing here but delegation.
 */
package org.prompt2model;
