package org.prompt2model.kernel.maven;

import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.prompt2model.corpus.Prompt2ModelException;

/** Coordinates as they are written after {@code %maven}. */
final class Coordinates {
    private static final String FORM = "group:artifact:version, for example org.apache.commons:commons-text:1.12.0";

    private Coordinates() {}

    static Artifact artifact(String text) {
        try {
            return new DefaultArtifact(text);
        } catch (IllegalArgumentException e) {
            boolean noVersion = text.matches("[^:\\s]+:[^:\\s]+");
            String why = noVersion
                    ? "the version is missing"
                    : "coordinates have three parts, or four or five with packaging and classifier";
            String remedy = noVersion ? "write " + text + ":RELEASE for the newest, or " + FORM : "write " + FORM;
            throw new Prompt2ModelException("'" + text + "' names no library", why, remedy, e);
        }
    }
}
