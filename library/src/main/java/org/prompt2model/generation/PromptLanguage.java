package org.prompt2model.generation;

/** The language in which a teacher is asked about a task whose instruction is not in English. */
public enum PromptLanguage {
    /** The instruction as it was written. */
    KEPT,
    /**
     * The instruction translated into English by the teacher, in one request: many models follow English best. The
     * examples stay as they are, and new rows are asked for in the examples' language.
     */
    ENGLISH
}
