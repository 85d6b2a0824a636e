package org.prompt2model.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a figure was made with: versions of the toolkit, the JVM and the system. */
public final class Versions {
    /** Version of the toolkit. */
    public static final String TOOLKIT = "0.1.0";

    private Versions() {}

    /** Names and versions in the order to show them. */
    public static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("prompt2model", TOOLKIT);
        versions.put("java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        versions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return versions;
    }
}
