package org.prompt2model.kernel.magics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Maven repository in a folder, with small libraries made on the spot. */
final class TestRepository {
    private final Path folder;

    TestRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a library of one class, {@code lib.<name>}, whose method {@code version()} returns the library's version.
     *
     * @param coordinates {@code group:artifact:version}
     */
    TestRepository with(String coordinates, String className, String... dependencies) throws IOException {
        String[] parts = coordinates.split(":");
        Path place = Files.createDirectories(
                folder.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2]));
        String file = parts[1] + "-" + parts[2];
        StringBuilder pom =
                new StringBuilder("<project><modelVersion>4.0.0</modelVersion>" + gav(parts) + "<dependencies>");
        for (String each : dependencies) {
            pom.append("<dependency>").append(gav(each.split(":"))).append("</dependency>");
        }
        Files.writeString(place.resolve(file + ".pom"), pom + "</dependencies></project>");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(place.resolve(file + ".jar")))) {
            jar.putNextEntry(new JarEntry("lib/" + className + ".class"));
            jar.write(compiled(
                    "lib." + className,
                    "package lib; public class " + className + " { public static String version() { return \""
                            + parts[2] + "\"; } }"));
        }
        return this;
    }

    String url() {
        return folder.toUri().toString();
    }

    private static String gav(String[] parts) {
        return "<groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>" + parts[2]
                + "</version>";
    }

    private static byte[] compiled(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var files =
                new javax.tools.ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location,
                            String className,
                            JavaFileObject.Kind kind,
                            javax.tools.FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("mem:///" + className + ".class"), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return bytes;
                            }
                        };
                    }
                }) {
            JavaFileObject unit =
                    new SimpleJavaFileObject(
                            URI.create("mem:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            if (!compiler.getTask(null, files, null, List.of("--release", "17"), null, List.of(unit))
                    .call()) {
                throw new IllegalStateException("the test's own class does not compile: " + source);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
