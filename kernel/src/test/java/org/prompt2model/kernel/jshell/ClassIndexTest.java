package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassIndexTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private static final String ADDED = "package com.google.gson; public class Added { public int n() { return 7; } }";

    @TempDir
    private static Path folder;

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private static JShellInterpreter indexed;
    private static JShellInterpreter plain;

    @BeforeAll
    static void makeIndex() throws IOException {
        Path file = folder.resolve("classes.index");
        ClassIndex.write(file, CLASS_PATH, List.of("org.objectweb.asm.Opcodes"));
        indexed = new JShellInterpreter(ClassIndex.open(file, CLASS_PATH).orElseThrow());
        plain = new JShellInterpreter();
    }

    @AfterAll
    static void close() {
        indexed.close();
        plain.close();
    }

    @Test
    void classesOfTheIndexCompileAndRun() {
        assertThat(indexed.run(Cell.of(
                        1,
                        "import com.google.gson.*; import static org.objectweb.asm.Opcodes.*;\n"
                                + "new Gson().toJson(java.util.List.of(1, ACC_PUBLIC))")))
                .isEqualTo(new Outcome.Done("[1,1]"));
    }

    @Test
    void nestedClassesAreFoundByTheirNames() {
        assertThat(indexed.run(
                        Cell.of(1, "new java.util.zip.ZipEntry(\"a\").getName() + org.zeromq.ZMQ.Poller.POLLIN")))
                .isEqualTo(new Outcome.Done("a1"));
    }

    @Test
    void theJdkIsTheSameAsWithoutAnIndex() {
        for (String cell : List.of(
                "Map.Entry<String, Integer> one = Map.entry(\"a\", 1); one",
                "import java.sql.*; import javax.xml.parsers.*; Types.VARCHAR",
                "com.sun.net.httpserver.HttpServer.class.getName()",
                "sun.misc.Unsafe.class.getName()",
                "ProcessHandle.current().getClass().getModule().getName()",
                "jdk.internal.misc.Unsafe.getUnsafe()",
                "java.nothing.Nothing.of()",
                "new java.util.Nothing()")) {
            assertThat(indexed.run(Cell.of(1, cell))).as(cell).isEqualTo(plain.run(Cell.of(1, cell)));
        }
    }

    /** The index holds the classes that each compilation reads, without their code. */
    @Test
    void classesWithoutTheirCodeAreTheSameToCells() {
        for (String cell : List.of(
                "Integer.digits",
                "\"\".isLatin1()",
                "new Object().wait(\"soon\")",
                "Character.UnicodeBlock.of('a') + \"\" + Long.MAX_VALUE",
                "Comparable<Integer> c = 3; c.compareTo(4)",
                "enum E { A } E.A.describeConstable().isPresent()",
                "@Deprecated int old() { return 1; } old()",
                "org.objectweb.asm.Opcodes.ACC_PUBLIK")) {
            assertThat(indexed.run(Cell.of(1, cell))).as(cell).isEqualTo(plain.run(Cell.of(1, cell)));
        }
        String call = "Integer.parseInt(";
        assertThat(indexed.describe(call, call.length()))
                .isEqualTo(plain.describe(call, call.length()))
                .isPresent();
        assertThat(indexed.complete("\"\".isEm", 7)).isEqualTo(plain.complete("\"\".isEm", 7));
    }

    @Test
    void everyModuleOfTheJdkIsThere() throws IOException {
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);
                IndexedFiles known = new IndexedFiles(COMPILER.getStandardFileManager(null, null, null), index())) {
            assertThat(modules(known)).isEqualTo(modules(files)).contains("java.base", "jdk.compiler");
        }
    }

    @Test
    void sourceIsCompiledAgainstAnotherJdkOrAnOlderRelease() throws IOException {
        String home = System.getProperty("java.home");
        for (List<String> options : List.of(
                List.of("--system", home), List.of("--release", "11"), List.of("--limit-modules", "java.sql"))) {
            try (IndexedFiles files = new IndexedFiles(COMPILER.getStandardFileManager(null, null, null), index())) {
                files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(folder.toFile()));
                assertThat(COMPILER.getTask(null, files, null, options, null, List.of(new Source("java.sql.Types")))
                                .call())
                        .as(options.toString())
                        .isTrue();
            }
        }
        try (IndexedFiles files = new IndexedFiles(COMPILER.getStandardFileManager(null, null, null), index())) {
            DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
            assertThat(COMPILER.getTask(
                                    null,
                                    files,
                                    errors,
                                    List.of("--release", "11"),
                                    null,
                                    List.of(new Source("java.util.HexFormat")))
                            .call())
                    .isFalse();
        }
    }

    private static ClassIndex index() throws IOException {
        return ClassIndex.open(folder.resolve("classes.index"), CLASS_PATH).orElseThrow();
    }

    private static Set<String> modules(JavaFileManager files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Set<JavaFileManager.Location> some : files.listLocationsForModules(StandardLocation.SYSTEM_MODULES)) {
            for (JavaFileManager.Location each : some) {
                names.add(files.inferModuleName(each));
            }
        }
        return names;
    }

    /** A class that uses another one. */
    private static final class Source extends SimpleJavaFileObject {
        private final String used;

        Source(String used) {
            super(URI.create("string:///User.java"), Kind.SOURCE);
            this.used = used;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "class User { Class<?> used = " + used + ".class; }";
        }
    }

    @Test
    void anIndexOfAnotherJdkIsNotOpened() throws IOException {
        Path file = folder.resolve("other.index");
        ClassIndex.write(file, CLASS_PATH, List.of("org.objectweb.asm.Opcodes"));
        String java = System.getProperty("java.vm.version");
        String index = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(index).startsWith(java);
        Files.writeString(file, index.replaceFirst(Pattern.quote(java), "17.0.1+1"), StandardCharsets.ISO_8859_1);
        assertThat(ClassIndex.open(file, CLASS_PATH)).isEmpty();
    }

    @Test
    void anIndexThatWasCutShortIsNotOpened() throws IOException {
        Path file = folder.resolve("short.index");
        ClassIndex.write(file, CLASS_PATH, List.of("org.objectweb.asm.Opcodes"));
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 100, whole.length / 2, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(ClassIndex.open(file, CLASS_PATH)).isEmpty();
        }
    }

    @Test
    void completionsAreThoseWithoutAnIndex() {
        for (String source :
                List.of("import o", "import org.", "com.google.g", "com.google.gson.Json", "Str", "java.ut")) {
            // JShell lists the class path in the background: its first answer may come too early.
            plain.complete("int ", 4);
            Completions expected = plain.complete(source, source.length());
            for (int i = 0; i < 500 && expected.matches().isEmpty(); i++) {
                expected = plain.complete(source, source.length());
            }
            assertThat(indexed.complete(source, source.length()).matches())
                    .as(source)
                    .containsAll(expected.matches());
            assertThat(indexed.complete(source, source.length()).start()).isEqualTo(expected.start());
        }
    }

    @Test
    void aMissingClassOfTheIndexComesWithItsImport() {
        Outcome outcome = indexed.run(Cell.of(1, "new Gson()"));
        assertThat(((Outcome.Failed) outcome).error().traceback().toString()).contains("import com.google.gson.Gson;");
    }

    @Test
    void jarsThatACellAddsAreSeenBesideTheIndex() throws IOException {
        indexed.addToClasspath(jar("added.jar", ADDED));
        assertThat(indexed.run(Cell.of(1, "new com.google.gson.Added().n() + new com.google.gson.Gson().toJson(1)")))
                .isEqualTo(new Outcome.Done("71"));
    }

    @Test
    void anIndexOfJarsThatChangedIsNotOpened() throws IOException {
        Path jar = jar("changing.jar", ADDED);
        Path file = folder.resolve("changing.index");
        ClassIndex.write(file, jar.toString(), List.of());
        assertThat(ClassIndex.open(file, jar.toString())).isPresent();
        Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(ClassIndex.open(file, jar.toString())).isEmpty();
    }

    /** Otherwise the tests above would say nothing. */
    @Test
    void theTestsRunOnAClassPathOfJars() {
        assertThat(CLASS_PATH).contains("gson").contains("asm");
    }

    @Test
    void withoutAFileThereIsNoIndex() throws IOException {
        assertThat(ClassIndex.open(folder.resolve("nothing.index"), CLASS_PATH)).isEqualTo(Optional.empty());
    }

    /** A jar with one class, whose source it is. */
    private static Path jar(String name, String source) throws IOException {
        Path file =
                Files.writeString(Files.createTempDirectory(folder, "source").resolve("Added.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("com/google/gson/Added.class"));
            out.write(Files.readAllBytes(file.resolveSibling("Added.class")));
        }
        return jar;
    }
}
