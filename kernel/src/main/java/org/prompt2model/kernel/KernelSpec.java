package org.prompt2model.kernel;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.ClassRemapper;

/** Writes the folder by which Jupyter finds the kernel: {@code KernelSpec <kernelspec folder> <folder with the jars>}. */
public final class KernelSpec {
    /** The kernelspec's name. */
    public static final String NAME = "prompt2model";

    /**
     * PyTorch's threads wait for each other by spinning, 300,000 turns by default. Where two programs train at once, that
     * halves the speed of both; with few turns a quiet machine loses a little, 0 to 15 percent in the benchmark's runs.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of("GOMP_SPINCOUNT", "1000");

    /** What tells the jars that come first on the class path: this one, and those that weave each cell. */
    private static final List<String> FIRST = Stream.of(KernelMain.class, ClassReader.class, ClassRemapper.class)
            .map(type -> type.getName().replace('.', '/') + ".class")
            .toList();

    /** What Java has to be told of a build of PyTorch for GPUs; install/prompt2model gpu writes it beside the jars. */
    private static final String GPU_OPTIONS = "gpu.args";

    private static final int NATIVE_ACCESS_FROM = 22;
    private static final int UNSAFE_WARNS_FROM = 23;
    private static final int SAMPLES_NO_MORE_FROM = 24;

    private KernelSpec() {}

    /** Writes {@code kernel.json}, {@code java.args} and the logo, and keeps the classes that a start needs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: KernelSpec <kernelspec folder> <folder with the jars>");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        Path jars = Path.of(arguments[1]);
        String classPath = write(folder, jars);
        try {
            startFiles(folder).make(classPath);
        } catch (IOException e) {
            System.err.println("The kernel works, but starts more slowly than it could: " + e.getMessage());
        }
    }

    /**
     * Writes a kernelspec that starts the kernel with the Java that runs now.
     *
     * @return the kernel's class path
     * @throws IOException if the folder cannot be written, or the other one holds no jars
     */
    public static String write(Path folder, Path jars) throws IOException {
        Path target = Files.createDirectories(folder.toAbsolutePath().normalize());
        Path argumentFile = target.resolve("java.args");
        String classPath = classPath(target, jars);
        Files.write(argumentFile, jvmArguments(target, classPath));
        Map<String, Object> spec = new LinkedHashMap<>();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        startFiles(target).writeOptions();
        List<String> argv = new ArrayList<>(List.of(java, "@" + argumentFile, "@" + target.resolve("archive.args")));
        Path gpu = jars.toAbsolutePath().normalize().resolveSibling(GPU_OPTIONS);
        if (Files.exists(gpu)) {
            argv.add("@" + gpu);
        }
        argv.addAll(List.of(KernelMain.class.getName(), "{connection_file}"));
        spec.put("argv", argv);
        spec.put("display_name", "Java (Prompt2Model)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", ENVIRONMENT);
        spec.put("metadata", Map.of("debugger", false));
        Files.writeString(
                target.resolve("kernel.json"),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(spec) + "\n");
        Files.writeString(target.resolve("logo-svg.svg"), LOGO);
        return classPath;
    }

    private static StartFiles startFiles(Path folder) {
        return new StartFiles(folder.toAbsolutePath().normalize());
    }

    /**
     * The jars that each start loads classes from first: no JVM needs to open those before them to find theirs. Where a
     * JVM cannot archive their classes, copies of them in the folder take their places.
     */
    private static String classPath(Path folder, Path jars) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(jars.toAbsolutePath().normalize())) {
            found = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        if (found.isEmpty()) {
            throw new IOException("there are no jars in " + jars);
        }
        List<Path> ordered = new ArrayList<>();
        for (String first : FIRST) {
            for (Path jar : found) {
                if (!ordered.contains(jar) && holds(jar, first)) {
                    ordered.add(jar);
                }
            }
        }
        List<Path> others = found.stream().filter(jar -> !ordered.contains(jar)).toList();
        for (int i = 0; i < ordered.size(); i++) {
            ordered.set(i, ArchivableJar.of(ordered.get(i), folder));
        }
        return Stream.concat(ordered.stream(), others.stream())
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static boolean holds(Path jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(entry) != null;
        } catch (ZipException e) {
            // What is no jar, the JVM does not look into either.
            return false;
        }
    }

    /** Explicit jars, as class-data archives want them, and the flags that the training core needs. */
    private static List<String> jvmArguments(Path folder, String classPath) {
        List<String> lines = new ArrayList<>(List.of(
                "-Dai.djl.pytorch.graph_optimizer=false",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Dprompt2model.kernelspec=\"" + folder.toString().replace("\\", "\\\\") + "\"",
                // One collector thread: there are cores to train on, and a notebook's heap is small.
                "-XX:+UseSerialGC",
                // Room for all that a start leaves behind: collecting it would cost a tenth of the first cell.
                "-Xms144m",
                "-XX:NewSize=112m",
                // The optimizing compiler begins with what runs for milliseconds, not with all that a start passes
                // through.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                // Nor with what is too simple to be profiled, which it would take after 1,024 calls.
                "-XX:Tier3InvokeNotifyFreqLog=15",
                // Otherwise the JVM looks into every jar for a better one than its own, which is this one nearly
                // always.
                "-Djava.nio.channels.spi.SelectorProvider="
                        + SelectorProvider.provider().getClass().getName(),
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40"));
        if (Runtime.version().feature() < SAMPLES_NO_MORE_FROM) {
            // An idle kernel need not wake twenty times a second to count for those who watch JVMs.
            lines.add("-XX:PerfDataSamplingInterval=1000");
        }
        if (Runtime.version().feature() >= NATIVE_ACCESS_FROM) {
            lines.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= UNSAFE_WARNS_FROM) {
            // Libraries free mapped memory in the old way, of which the JVM would warn in the server's log.
            lines.add("--sun-misc-unsafe-memory-access=allow");
        }
        lines.add("-cp");
        lines.add("\"" + classPath.replace("\\", "\\\\") + "\"");
        return lines;
    }

    private static final String LOGO = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
          <rect x="2" y="2" width="60" height="60" rx="12" fill="#1f4e79"/>
          <path d="M12 20h16M12 32h12M12 44h16" stroke="#fff" stroke-width="4" stroke-linecap="round"/>
          <path d="M32 32h10" stroke="#f5a623" stroke-width="4" stroke-linecap="round"/>
          <circle cx="48" cy="32" r="7" fill="#f5a623"/>
        </svg>
        """;
}
