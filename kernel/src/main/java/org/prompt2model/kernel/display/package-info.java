/**
 * Objects to what a notebook can show of them. In: any object. Out: a
 * {@link io.github.spencerpark.jupyter.kernel.display.DisplayData} with one entry a MIME type, {@code text/plain}
 * always among them. {@code session} sends it.
 */
package org.prompt2model.kernel.display;
