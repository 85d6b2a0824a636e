package org.prompt2model.kernel.jshell;

/**
 * What a cell defined and is still in force.
 *
 * @param kind what it is
 * @param name its name; for an import, what it imports
 * @param type the type of a variable, the signature of a method; empty for others
 * @param source as it was written
 */
public record Definition(Kind kind, String name, String type, String source) {
    /** Kinds of definitions. */
    public enum Kind {
        IMPORT,
        TYPE,
        METHOD,
        VARIABLE
    }
}
