/**
 * The rehearsal teacher: rules that answer, for two tasks, the very prompts that the stages send to a language model.
 * In: a chat request. Out: a reply of the same form as a real model's, now and then wrong or malformed on purpose.
 */
package org.prompt2model.teacher.rehearsal;
