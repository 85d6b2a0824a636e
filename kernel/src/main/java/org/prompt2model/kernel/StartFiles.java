package org.prompt2model.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.prompt2model.kernel.jshell.ClassIndex;
import org.prompt2model.kernel.session.Preload;

/**
 * The files beside a kernelspec that make kernels start sooner: the classes that they load first, as the JVM keeps them
 * ready to be mapped into memory, and an index of all classes for the compiler.
 *
 * <p>From Java 25 on the JVM's file is an ahead-of-time cache (JEP 483 and 514); before, a class-data archive. The JVM
 * checks it before it uses it, and starts without one that is missing or does not fit; a stamp beside it tells when it has
 * to be made anew.
 */
final class StartFiles {
    private static final int LONGEST_MINUTES = 3;
    private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

    /**
     * Neither keeps nor looks for what ran often while the cache was made: it takes longer to load, and to compile at
     * once, than it saves in so short a start.
     */
    private static final List<String> WITHOUT_PROFILES = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTRecordTraining",
            "-XX:-AOTReplayTraining");

    private final Path file;
    private final Path index;
    private final Path stamp;
    private final Path argumentFile;
    private final Path options;

    /** @param kernelspec the folder of the kernelspec, which holds the archive too */
    StartFiles(Path kernelspec) {
        file = kernelspec.resolve(AHEAD_OF_TIME ? "classes.aot" : "classes.jsa");
        index = kernelspec.resolve("classes.index");
        stamp = kernelspec.resolve("classes.stamp");
        argumentFile = kernelspec.resolve("java.args");
        options = kernelspec.resolve("archive.args");
    }

    /** Writes the options that use the archive into the file {@code archive.args}; none where there is no archive. */
    void writeOptions() throws IOException {
        List<String> lines = new ArrayList<>(List.of("-Xlog:disable"));
        // A JVM that is told of an archive that is not there also does without its own, and complains.
        if (Files.exists(file)) {
            String quoted = "=\"" + file.toString().replace("\\", "\\\\") + "\"";
            if (AHEAD_OF_TIME) {
                lines.add("-XX:AOTCache" + quoted);
                lines.addAll(WITHOUT_PROFILES);
            } else {
                lines.add("-XX:SharedArchiveFile" + quoted);
            }
        }
        Files.write(options, lines);
    }

    /** Whether the JVM's file is missing, or was made of other jars or by another Java. */
    boolean isStale(String classPath) throws IOException {
        return !Files.exists(file)
                || !Files.exists(stamp)
                || !Files.readString(stamp).equals(stampOf(classPath));
    }

    /**
     * Makes them: lists the jars, runs a kernel for a moment and keeps the classes that it loaded.
     *
     * @throws IOException if that kernel fails; the JVM's file that was there stays
     */
    void make(String classPath) throws IOException, InterruptedException {
        Path made = Files.createTempFile(file.getParent(), "classes", ".new");
        Path user = Files.createTempDirectory("prompt2model");
        try {
            ClassIndex.write(index, classPath, Preload.statics());
            ProcessBuilder builder = new ProcessBuilder(warmUp(made, user))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .put(UserFolder.HISTORY, user.resolve("history.jsonl").toString());
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the kernel whose classes were to be kept did not end");
            }
            if (process.exitValue() != 0 || Files.size(made) == 0) {
                throw new IOException("the kernel whose classes were to be kept ended with " + process.exitValue());
            }
            // JVMs die of an archive that is cut short, as a power loss would leave it.
            try (FileChannel written = FileChannel.open(made, StandardOpenOption.READ)) {
                written.force(true);
            }
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(stamp, stampOf(classPath));
            writeOptions();
        } finally {
            Files.deleteIfExists(made);
            delete(user);
            // What an ahead-of-time cache that failed leaves behind.
            Files.deleteIfExists(Path.of(made + ".config"));
        }
    }

    private List<String> warmUp(Path made, Path user) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + argumentFile));
        if (AHEAD_OF_TIME) {
            command.add("-XX:AOTCacheOutput=" + made);
            command.addAll(WITHOUT_PROFILES);
        } else {
            command.add("-XX:ArchiveClassesAtExit=" + made);
        }
        command.addAll(List.of(WarmUp.class.getName(), user.toString()));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    /** The index of the classes that this class path holds; empty where it is missing or of other jars. */
    Optional<ClassIndex> index(String classPath) throws IOException {
        return ClassIndex.open(index, classPath);
    }

    private static String stampOf(String classPath) throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version") + "\n");
        for (String jar : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(jar);
            text.append(path)
                    .append(' ')
                    .append(Files.size(path))
                    .append(' ')
                    .append(Files.getLastModifiedTime(path).toMillis())
                    .append('\n');
        }
        return text.toString();
    }
}
