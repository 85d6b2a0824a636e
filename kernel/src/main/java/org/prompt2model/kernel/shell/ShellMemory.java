package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The file in which JShell's lines and settings outlive a shell. By itself JShell shares one memory among all its uses,
 * below the user's home, where uninstalling could not take ours away.
 */
final class ShellMemory {
    private static final String TYPED_LINE = "HISTORY_LINE";

    private ShellMemory() {}

    /** Whether JShell keeps a typed line under that key. */
    static boolean isTypedLine(String key) {
        return key.startsWith(TYPED_LINE);
    }

    /** What is remembered; nothing where there is no such file yet, or none that can be read. */
    static Map<String, String> read(Path file) {
        Properties stored = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                stored.load(in);
            } catch (IOException | IllegalArgumentException e) {
                System.err.println("The lines typed before are lost: " + e);
            }
        }
        Map<String, String> memory = new HashMap<>();
        stored.stringPropertyNames().forEach(key -> memory.put(key, stored.getProperty(key)));
        return memory;
    }

    /** Remembers; tells where that is not possible, for a lost line is no reason to fail. */
    static void write(Map<String, String> memory, Path file) {
        Properties stored = new Properties();
        stored.putAll(memory);
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
            try (Writer out = Files.newBufferedWriter(absolute)) {
                stored.store(out, null);
            }
        } catch (IOException e) {
            System.err.println("The lines typed now are not kept: " + e);
        }
    }
}
