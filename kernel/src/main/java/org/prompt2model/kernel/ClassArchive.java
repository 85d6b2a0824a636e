package org.prompt2model.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes that a kernel loads when it starts, as the JVM keeps them ready to be mapped into memory. The JVM checks
 * an archive before it uses it, and starts without one that is missing or does not fit; a stamp beside it tells when it
 * has to be made anew.
 */
final class ClassArchive {
    private static final int LONGEST_MINUTES = 3;

    private final Path file;
    private final Path stamp;
    private final Path argumentFile;
    private final Path options;

    /** @param kernelspec the folder of the kernelspec, which holds the archive too */
    ClassArchive(Path kernelspec) {
        file = kernelspec.resolve("classes.jsa");
        stamp = kernelspec.resolve("classes.stamp");
        argumentFile = kernelspec.resolve("java.args");
        options = kernelspec.resolve("archive.args");
    }

    /** Writes the options that use the archive into the file {@code archive.args}; none where there is no archive. */
    void writeOptions() throws IOException {
        // A JVM that is told of an archive that is not there also does without its own, and complains.
        Files.write(
                options,
                Files.exists(file)
                        ? List.of(
                                "-XX:SharedArchiveFile=\"" + file.toString().replace("\\", "\\\\") + "\"",
                                "-Xlog:disable")
                        : List.of("-Xlog:disable"));
    }

    /** Whether the archive is missing, or was made of other jars or by another Java. */
    boolean isStale(String classPath) throws IOException {
        return !Files.exists(file)
                || !Files.exists(stamp)
                || !Files.readString(stamp).equals(stampOf(classPath));
    }

    /**
     * Makes the archive: runs a kernel for a moment and keeps the classes that it loaded.
     *
     * @throws IOException if that kernel fails; the archive that was there stays
     */
    void make(String classPath) throws IOException, InterruptedException {
        Path made = Files.createTempFile(file.getParent(), "classes", ".jsa");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "@" + argumentFile,
                            "-XX:ArchiveClassesAtExit=" + made,
                            WarmUp.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the kernel whose classes were to be kept did not end");
            }
            if (process.exitValue() != 0 || Files.size(made) == 0) {
                throw new IOException("the kernel whose classes were to be kept ended with " + process.exitValue());
            }
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(stamp, stampOf(classPath));
            writeOptions();
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static String stampOf(String classPath) throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version") + "\n");
        for (String jar : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(jar);
            text.append(path)
                    .append(' ')
                    .append(Files.size(path))
                    .append(' ')
                    .append(Files.getLastModifiedTime(path))
                    .append('\n');
        }
        return text.toString();
    }
}
