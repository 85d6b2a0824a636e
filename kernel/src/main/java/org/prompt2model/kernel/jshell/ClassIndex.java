package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;

/**
 * The names of all classes in a class path and in the JDK's modules, by package, as a file. The compiler asks which
 * classes a package has; without an index it opens every jar of the class path to answer, which for a hundred jars takes
 * longer than all the rest of the first cell, and walks a file system that it first has to build of the JDK's image.
 *
 * <p>The file begins with text: a line for the JDK, a line for each jar with its size and time, an empty line. What follows
 * is as {@link java.io.DataOutput} writes it, its length first: the number of the JDK's modules, and for each its name, the
 * length of its outline and its {@linkplain ModuleOutline outline}; the same of {@linkplain ClassOutline classes} that each
 * compilation reads; the size of a hash table, and the table: for each
 * package, in the first free slot from {@link #slot} on, where its lines begin in the rest, counted from 1. The rest is text
 * again: a line for each package and jar or module, {@code package origin class class ...}, in the order of the bytes. The
 * origin is a jar's number, or the name of a module.
 */
public final class ClassIndex {
    private static final String CLASS = ".class";

    /**
     * A class file in a jar.
     *
     * @param jar the jar
     * @param name the class's binary name
     */
    record Entry(Path jar, String name) {
        /** Its file in the jar. */
        String file() {
            return name.replace('.', '/') + CLASS;
        }

        /** Whether every package may use it. */
        boolean isPublic() throws IOException {
            try (JarFile file = open(jar)) {
                return Modifier.isPublic(new ClassReader(file.getInputStream(file.getEntry(file()))).getAccess());
            }
        }
    }

    private final List<Path> jars;
    private final Set<Path> covered;
    private final Map<String, byte[]> modules;
    private final Map<String, byte[]> outlines;
    private final IntBuffer slots;
    private final byte[] text;
    private final int packages;

    /** @param text all of the file, in which the modules begin at a place */
    private ClassIndex(List<Path> jars, byte[] text, int begin) {
        this.jars = jars;
        covered = new HashSet<>(jars);
        this.text = text;
        ByteBuffer in = ByteBuffer.wrap(text).position(begin);
        modules = outlines(in);
        outlines = outlines(in);
        int size = in.getInt();
        slots = in.slice().limit(size * Integer.BYTES).asIntBuffer();
        packages = in.position() + size * Integer.BYTES;
    }

    private static Map<String, byte[]> outlines(ByteBuffer in) {
        Map<String, byte[]> outlines = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            String name = new String(bytes(in, in.getShort()), StandardCharsets.UTF_8);
            outlines.put(name, bytes(in, in.getInt()));
        }
        return outlines;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Where in a hash table of that size to look for a package first. */
    static int slot(String packageName, int size) {
        int hash = packageName.hashCode();
        return (hash ^ hash >>> 16) & (size - 1);
    }

    /**
     * Writes the index of the jars in a class path, and of this JDK.
     *
     * @param outlined the classes that nearly every compilation reads, beside some of the JDK
     * @throws IOException if a jar cannot be read, or the file cannot be written
     */
    public static void write(Path file, String classPath, List<String> outlined) throws IOException {
        ClassIndexWriter.write(file, classPath, outlined);
    }

    /**
     * Opens an index; empty where there is none, where a jar of the class path or the JDK was another one then, or
     * where the file is not whole.
     */
    public static Optional<ClassIndex> open(Path file, String classPath) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Path> jars = ClassIndexWriter.jars(classPath);
        byte[] stamp = (ClassIndexWriter.stamp(jars) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Files.readAllBytes(file);
        int begin = stamp.length + Integer.BYTES;
        if (all.length < begin || !Arrays.equals(all, 0, stamp.length, stamp, 0, stamp.length)) {
            return Optional.empty();
        }
        boolean whole = ByteBuffer.wrap(all).getInt(stamp.length) == all.length - begin;
        return whole ? Optional.of(new ClassIndex(jars, all, begin)) : Optional.empty();
    }

    /** The names of the JDK's modules. */
    Set<String> modules() {
        return modules.keySet();
    }

    /** The class file that says what a module of the JDK exports and requires. */
    byte[] module(String module) {
        return modules.get(module);
    }

    /** The class file that stands for a class where it is compiled against; empty where its own has to be read. */
    Optional<byte[]> outline(IndexedClass type) {
        return Optional.ofNullable(outlines.get(type.binaryName()));
    }

    /** Whether the classes of an entry of a class path are in the index. */
    boolean covers(Path entry) {
        return covered.contains(entry);
    }

    static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version());
    }

    /** The classes that a package has in jars. */
    List<Entry> classes(String packageName) {
        List<Entry> found = new ArrayList<>();
        for (String[] words : lines(packageName)) {
            if (Character.isDigit(words[1].charAt(0))) {
                Path jar = jars.get(Integer.parseInt(words[1]));
                for (int i = 2; i < words.length; i++) {
                    found.add(new Entry(jar, binaryName(packageName, words[i])));
                }
            }
        }
        return found;
    }

    /** The binary names of the classes that a package has in a module of the JDK. */
    List<String> classes(String packageName, String module) {
        List<String> found = new ArrayList<>();
        for (String[] words : lines(packageName)) {
            if (words[1].equals(module)) {
                for (int i = 2; i < words.length; i++) {
                    found.add(binaryName(packageName, words[i]));
                }
            }
        }
        return found;
    }

    /** The words of a package's lines. */
    private List<String[]> lines(String packageName) {
        byte[] key = (packageName + " ").getBytes(StandardCharsets.UTF_8);
        int size = slots.limit();
        int slot = slot(packageName, size);
        while (slots.get(slot) != 0 && startsWith(packages + slots.get(slot) - 1, key) != 0) {
            slot = (slot + 1) % size;
        }
        List<String[]> lines = new ArrayList<>();
        int line = slots.get(slot) == 0 ? text.length : packages + slots.get(slot) - 1;
        while (line < text.length && startsWith(line, key) == 0) {
            int end = end(line);
            lines.add(new String(text, line, end - line, StandardCharsets.UTF_8).split(" ", -1));
            line = end + 1;
        }
        return lines;
    }

    private static String binaryName(String packageName, String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }

    /** Whether a line's classes are in a jar, and not in a module. */
    private boolean isOfJar(int line) {
        int at = line;
        while (text[at] != ' ') {
            at++;
        }
        return Character.isDigit(text[at + 1]);
    }

    /** The classes in jars whose simple name is that one, nested ones aside. */
    List<Entry> named(String simpleName) {
        byte[] word = (" " + simpleName).getBytes(StandardCharsets.UTF_8);
        List<Entry> found = new ArrayList<>();
        for (int at = packages; at <= text.length - word.length; at++) {
            int after = at + word.length;
            boolean whole = after == text.length || text[after] == ' ' || text[after] == '\n';
            if (text[at] == ' ' && whole && Arrays.equals(text, at, after, word, 0, word.length)) {
                int line = begin(at);
                String packageName = new String(text, line, at - line, StandardCharsets.UTF_8).replaceFirst(" .*", "");
                classes(packageName).stream()
                        .filter(entry -> entry.name().equals(packageName + "." + simpleName))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * The names, without what is before the last dot, of the packages of jars right below a package; below none for an
     * empty name.
     */
    Set<String> subpackages(String packageName) {
        String below = packageName.isEmpty() ? "" : packageName + ".";
        byte[] key = below.getBytes(StandardCharsets.UTF_8);
        Set<String> found = new TreeSet<>();
        for (int line = first(key); line < text.length && startsWith(line, key) == 0; line = end(line) + 1) {
            if (isOfJar(line)) {
                String rest =
                        new String(text, line + key.length, end(line) - line - key.length, StandardCharsets.UTF_8);
                found.add(rest.split("[. ]", 2)[0]);
            }
        }
        found.remove("");
        return found;
    }

    /** Where the first line begins that is not before the key, by bisection. */
    private int first(byte[] key) {
        int low = packages;
        int high = text.length;
        while (low < high) {
            int line = begin((low + high) >>> 1);
            if (startsWith(line, key) < 0) {
                low = end(line) + 1;
            } else {
                high = line;
            }
        }
        return low;
    }

    private int begin(int within) {
        int at = within;
        while (at > packages && text[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private int end(int line) {
        int at = line;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    /** How the line compares to the key: 0 where it begins with it. */
    private int startsWith(int line, byte[] key) {
        return Arrays.compare(text, line, Math.min(text.length, line + key.length), key, 0, key.length);
    }
}
