package org.prompt2model.generation;

/** What stands in the generated table: a row that was dropped as it came, or an input that went on to be answered. */
sealed interface Entry permits Draft, Candidate {}
