/**
 * A kernel at work: joins {@code wire}, {@code jshell}, {@code magics} and {@code display}. In: requests of front ends.
 * Out: replies, results, output and status. Three threads: the wire's own, one for requests in their order, and one for
 * those that are answered while a cell runs. What cells may ask of the front end is in {@code Notebook}.
 */
package org.prompt2model.kernel.session;
