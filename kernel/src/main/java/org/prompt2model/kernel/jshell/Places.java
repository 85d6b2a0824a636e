package org.prompt2model.kernel.jshell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where each snippet stands in the notebook, so that errors name the user's own lines. */
final class Places {
    /**
     * The place of a snippet.
     *
     * @param cell number of the cell
     * @param firstLine line of the cell on which the snippet begins, from 1
     * @param piece the snippet
     */
    record Place(int cell, int firstLine, CellSource.Piece piece) {
        String source() {
            return piece.source();
        }

        /** The words for a line of the snippet, counted from 1. */
        String line(int line) {
            String where = cell > 0 ? "cell " + cell + ", line " : "line ";
            return where + (firstLine + line - 1);
        }

        /** The source of a line of the snippet, counted from 1. */
        String text(int line) {
            String[] lines = source().split("\n", -1);
            return line >= 1 && line <= lines.length ? lines[line - 1] : "";
        }
    }

    private final Map<String, Place> places = new HashMap<>();

    void put(String snippet, Place place) {
        places.put(snippet, place);
    }

    /** The place of a frame; empty where it is not the user's. */
    Optional<Place> of(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#")
                ? Optional.ofNullable(places.get(file.substring(1)))
                : Optional.empty();
    }
}
