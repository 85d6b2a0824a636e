package org.prompt2model.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * A jar whose classes a JVM can keep in its archive. It keeps none of a format older than Java 6, as those come without the
 * frames by which classes are verified today; ASM comes in such a format, and each start would read and verify it.
 */
final class ArchivableJar {
    private static final int OLDEST = Opcodes.V1_6;
    /** Where a class file says its format. */
    private static final int FORMAT_AT = 6;

    private ArchivableJar() {}

    /**
     * The jar itself where all its classes are new enough, and otherwise a copy in the folder, where they are.
     *
     * @param jar whose classes this JVM has on its class path
     */
    static Path of(Path jar, Path folder) throws IOException {
        Path copy = folder.resolve(jar.getFileName());
        try (JarFile in = new JarFile(jar.toFile())) {
            if (copy.equals(jar) || !holdsOldClasses(in)) {
                return jar;
            }
            // Readable by all users, as Files.createTempFile's files are not.
            Path made = folder.resolve(
                    jar.getFileName() + "." + ProcessHandle.current().pid());
            try {
                write(in, made);
                Files.move(made, copy, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
            return copy;
        }
    }

    private static boolean holdsOldClasses(JarFile jar) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (isOld(entry, read(jar, entry))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOld(JarEntry entry, byte[] content) {
        return entry.getName().endsWith(".class")
                && content.length >= FORMAT_AT + Short.BYTES
                && ByteBuffer.wrap(content).getShort(FORMAT_AT) < OLDEST;
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void write(JarFile jar, Path copy) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                byte[] content = read(jar, entry);
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(isOld(entry, content) ? renewed(content) : content);
                out.closeEntry();
            }
        }
    }

    /** The class with frames, which the format of Java 7 and newer must have. */
    private static byte[] renewed(byte[] content) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int format, int access, String name, String signature, String parent, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
            }
        };
        new ClassReader(content).accept(newer, 0);
        return writer.toByteArray();
    }
}
