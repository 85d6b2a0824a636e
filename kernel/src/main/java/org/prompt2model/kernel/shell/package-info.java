/** The terminal: JShell's own tool with the toolkit preloaded. In: what a person types. Out: text. */
package org.prompt2model.kernel.shell;
