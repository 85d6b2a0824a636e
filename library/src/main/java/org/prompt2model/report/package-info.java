/**
 * What a run made becomes something to look at. In: a stage's table, a student, or a whole
 * {@link org.prompt2model.run.Run}. Out: the chart that belongs to it, or one HTML document with its Markdown twin. The
 * stage functions of the root package are next.
 */
package org.prompt2model.report;
