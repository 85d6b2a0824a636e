package org.prompt2model.kernel.maven;

import java.util.List;

/**
 * What a request for libraries came to.
 *
 * @param added libraries that cells do not see yet, in the order of the class path
 * @param kept libraries of which cells keep another version than the one found
 */
public record Resolution(List<Library> added, List<Kept> kept) {
    public Resolution {
        added = List.copyOf(added);
        kept = List.copyOf(kept);
    }

    /**
     * A library that stays as it is: a second version beside it would mix their classes.
     *
     * @param name group and artifact
     * @param version the version that stays
     * @param found the version that was found
     * @param ofTheKernel whether the kernel brought it; else an earlier cell did
     */
    public record Kept(String name, String version, String found, boolean ofTheKernel) {
        @Override
        public String toString() {
            String who = ofTheKernel
                    ? "which the kernel brings"
                    : "which an earlier cell added (restart the kernel to change it)";
            return "Kept " + name + " " + version + ", " + who + "; " + found + " was not added";
        }
    }
}
