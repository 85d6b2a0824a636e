package org.prompt2model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ArchivableJarTest {
    @TempDir
    private Path folder;

    @Test
    void classesOlderThanJava6AreRenewedInACopy() throws IOException, ReflectiveOperationException {
        Path jar = jar("old.jar", Opcodes.V1_5);
        Path copy = ArchivableJar.of(jar, Files.createDirectories(folder.resolve("spec")));
        assertThat(copy).isEqualTo(folder.resolve("spec").resolve("old.jar"));
        assertThat(format(jar)).isEqualTo(Opcodes.V1_5);
        assertThat(format(copy)).isGreaterThan(Opcodes.V1_6);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, null);
                InputStream text = loader.getResourceAsStream("a/text")) {
            assertThat(loader.loadClass("a.Larger")
                            .getMethod("of", int.class, int.class)
                            .invoke(null, 3, 7))
                    .isEqualTo(7);
            assertThat(text).hasContent("not a class");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCopyIsReadableAsTheJarIs() throws IOException {
        Path jar = jar("old.jar", Opcodes.V1_5);
        Path copy = ArchivableJar.of(jar, Files.createDirectories(folder.resolve("spec")));
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(Files.getPosixFilePermissions(jar));
    }

    @Test
    void aJarOfNewerClassesIsTakenAsItIs() throws IOException {
        Path jar = jar("new.jar", Opcodes.V1_6);
        Path spec = Files.createDirectories(folder.resolve("spec"));
        assertThat(ArchivableJar.of(jar, spec)).isEqualTo(jar);
        assertThat(spec).isEmptyDirectory();
    }

    private static int format(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry("a/Larger.class"))) {
            return new ClassReader(in).readUnsignedShort(6);
        }
    }

    /** A jar with a class that branches, which needs frames from Java 7 on, and a file that is none. */
    private Path jar(String name, int format) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(format, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "a/Larger", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "of", "(II)I", null, null);
        Label second = new Label();
        method.visitCode();
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitJumpInsn(Opcodes.IF_ICMPLT, second);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
        method.visitLabel(second);
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(2, 2);
        method.visitEnd();
        writer.visitEnd();
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("a/Larger.class"));
            out.write(writer.toByteArray());
            out.putNextEntry(new ZipEntry("a/text"));
            out.write("not a class".getBytes(StandardCharsets.US_ASCII));
        }
        return jar;
    }
}
