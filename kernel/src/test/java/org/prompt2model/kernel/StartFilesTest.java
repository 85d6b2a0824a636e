package org.prompt2model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;

/** The files that let an installed kernel start sooner. They are made once, and each test may spoil them. */
class StartFilesTest {
    /** Where the JVM's log says that classes come from; its own archive holds none of these. */
    private static final List<String> ARCHIVED = Stream.of("jdk.jshell.JShell", "org.objectweb.asm.ClassReader")
            .map(name -> name + " source: shared objects file")
            .toList();

    private static final Pattern FILE = Pattern.compile("=\"?([^\"]+)\"?$");

    @TempDir
    private static Path home;

    private static Path spec;
    private static Path installed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Path jars = Files.createDirectories(home.resolve("my jars"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            number++;
            if (path.endsWith("classes")) {
                jar(path, jars.resolve("classes-" + number + ".jar"));
            } else if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(number + "-" + path.getFileName()), path);
            }
        }
        spec = home.resolve("kernels").resolve("my kernel");
        KernelSpec.main(new String[] {spec.toString(), jars.toString()});
        installed = home.resolve("installed");
        copy(spec, installed);
    }

    /** JUnit would warn of each link that leads out of its folder. */
    @AfterAll
    static void unlink() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("my jars"))) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
    }

    @AfterEach
    void repair() throws IOException {
        copy(installed, spec);
    }

    @Test
    void anInstalledKernelStartsWithThem() throws IOException {
        Path log = folder.resolve("classes.log");
        assertThat(onePlusOne("-Xlog:class+load:file=" + log)).isEqualTo("2");
        assertThat(Files.readString(log)).contains(ARCHIVED);
        assertThat(folder.resolve("kernel.log")).isEmptyFile();
        assertThat(startFiles().isStale(classPath())).isFalse();
    }

    /** Looking into all of them would take a tenth of the time to the first cell, and an open file each. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFirstCellLooksIntoFewJars() throws IOException {
        assumeTrue(
                Runtime.version().feature() >= 25,
                "on older JVMs a kernel in this test opens all of its jars, which one that is installed does not");
        // As simple as an expression must be for JShell not to be asked about it, which lists the class path meanwhile.
        String openFiles = "new java.io.File(System.getProperty(Character.toString(120))).list().length";
        String answer = answer(openFiles, "-Dx=/proc/self/fd", "-Duser.language=en", "-Duser.country=US");
        assertThat(Integer.parseInt(answer)).isBetween(1, classPath().split(File.pathSeparator, -1).length - 1);
    }

    @Test
    void aJarThatChangedMakesThemStaleAndTheKernelStartsWithoutThem() throws IOException, InterruptedException {
        FileTime before = Files.getLastModifiedTime(ourJar());
        Files.setLastModifiedTime(ourJar(), FileTime.from(Instant.now().plusSeconds(60)));
        try {
            assertThat(startFiles().isStale(classPath())).isTrue();
            assertThat(onePlusOne()).isEqualTo("2");
            assertThat(folder.resolve("kernel.log")).isEmptyFile();

            startFiles().make(classPath());
            assertThat(startFiles().isStale(classPath())).isFalse();
        } finally {
            Files.setLastModifiedTime(ourJar(), before);
        }
    }

    @Test
    void anotherJavaMakesThemStale() throws IOException {
        Path stamp = spec.resolve("classes.stamp");
        String java = System.getProperty("java.vm.version");
        assertThat(Files.readString(stamp)).startsWith(java);
        Files.writeString(stamp, Files.readString(stamp).replace(java, "17.0.1+1"));
        assertThat(startFiles().isStale(classPath())).isTrue();
    }

    /** Half an archive is not among them: it crashes the JVM of JDK 17, which is why a new one is put in place whole. */
    @Test
    void brokenOnesOrNoneKeepNoKernelFromStarting() throws IOException {
        byte[] other = "no archive".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        for (byte[] bytes : List.of(new byte[0], other)) {
            Files.write(file(), bytes);
            Files.write(spec.resolve("classes.index"), bytes);
            assertThat(onePlusOne()).as(bytes.length + " bytes").isEqualTo("2");
        }
        Files.delete(file());
        Files.delete(spec.resolve("classes.index"));
        assertThat(onePlusOne()).as("none").isEqualTo("2");
    }

    /** What the kernel answers when it is started as its {@code kernel.json} says, with more options. */
    private String onePlusOne(String... options) throws IOException {
        return answer("1 + 1", options);
    }

    private String answer(String cell, String... options) throws IOException {
        try (RunningKernel kernel = new RunningKernel(folder, command(List.of(options)))) {
            FrontEnd frontEnd = kernel.frontEnd();
            return frontEnd.publishedFor(frontEnd.execute(cell)).stream()
                    .filter(message -> message.type().equals("execute_result"))
                    .map(StartFilesTest::plain)
                    .collect(Collectors.joining());
        }
    }

    /** How {@code kernel.json} says that the kernel is started, with more options and without the connection file. */
    private static List<String> command(List<String> options) throws IOException {
        JsonObject json = new Gson().fromJson(Files.readString(spec.resolve("kernel.json")), JsonObject.class);
        List<String> command = new ArrayList<>();
        for (JsonElement word : json.getAsJsonArray("argv")) {
            if (word.getAsString().equals(KernelMain.class.getName())) {
                command.addAll(options);
            }
            command.add(word.getAsString());
        }
        command.remove("{connection_file}");
        return command;
    }

    private static String plain(Message message) {
        return message.object("data").get("text/plain").getAsString();
    }

    /** The archive that the kernel is told to use. */
    private static Path file() throws IOException {
        return Files.readAllLines(spec.resolve("archive.args")).stream()
                .map(FILE::matcher)
                .filter(Matcher::find)
                .map(found -> Path.of(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static StartFiles startFiles() {
        return new StartFiles(spec);
    }

    /** The class path that the kernel is started with. */
    private static String classPath() throws IOException {
        List<String> lines = Files.readAllLines(spec.resolve("java.args"));
        return lines.get(lines.indexOf("-cp") + 1).replace("\"", "");
    }

    private static Path ourJar() throws IOException {
        return Stream.of(classPath().split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("classes-"))
                .findFirst()
                .orElseThrow();
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }
}
