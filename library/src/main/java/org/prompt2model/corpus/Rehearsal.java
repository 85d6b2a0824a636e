package org.prompt2model.corpus;

import tech.tablesaw.api.Table;

/** The label of everything that the rehearsal teacher touched; it travels in the names of tables. */
public final class Rehearsal {
    /** The label. */
    public static final String LABEL = "rehearsal";

    private static final String SUFFIX = " (" + LABEL + ")";

    private Rehearsal() {}

    /** Whether the table's name carries the label. */
    public static boolean marks(Table table) {
        return table.name() != null && table.name().contains(LABEL);
    }

    /** The name with the label, if it applies. */
    public static String label(String name, boolean rehearsal) {
        return rehearsal && !name.contains(LABEL) ? name + SUFFIX : name;
    }

    /** Names a table, and labels it where any of those it was made from is labelled. */
    public static Table name(Table table, String name, Table... madeFrom) {
        boolean rehearsal = false;
        for (Table origin : madeFrom) {
            rehearsal |= marks(origin);
        }
        return table.setName(label(name, rehearsal));
    }
}
