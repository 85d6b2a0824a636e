/**
 * Jupyter for Java with the toolkit preloaded. In: a connection file. Out: a kernel that lives until a front end, or
 * the process that started it, ends it. {@code session} does the work.
 */
package org.prompt2model.kernel;
