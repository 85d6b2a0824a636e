package org.prompt2model.kernel.jshell;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;

/**
 * The names of all classes in a class path, by package, as a file. The compiler asks which classes a package has; without
 * an index it opens every jar of the class path to answer, which for a hundred jars takes longer than all the rest of the
 * first cell.
 *
 * <p>The file is text: a line for each jar with its size and time, an empty line, then a line for each package and jar,
 * {@code package number-of-jar class class ...}, in the order of the bytes.
 */
public final class ClassIndex {
    private static final String CLASS = ".class";
    private static final String VERSIONED = "META-INF/";
    /** Anonymous and local classes, which no source can name. */
    private static final Pattern UNNAMED = Pattern.compile(".*\\$\\d.*");

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
    private final byte[] text;
    private final int packages;

    private ClassIndex(List<Path> jars, byte[] text, int packages) {
        this.jars = jars;
        this.text = text;
        this.packages = packages;
    }

    /**
     * Writes the index of the jars in a class path.
     *
     * @throws IOException if a jar cannot be read, or the file cannot be written
     */
    public static void write(Path file, String classPath) throws IOException {
        List<Path> jars = jars(classPath);
        Map<String, List<String>> packages = new TreeMap<>();
        Map<String, Path> seen = new LinkedHashMap<>();
        for (int number = 0; number < jars.size(); number++) {
            try (JarFile jar = open(jars.get(number))) {
                for (String name : classes(jar)) {
                    // Of two classes of one name the first one counts, as everywhere.
                    if (seen.putIfAbsent(name, jars.get(number)) == null) {
                        int dot = name.lastIndexOf('.');
                        packages.computeIfAbsent(
                                        (dot < 0 ? "" : name.substring(0, dot)) + " " + number,
                                        key -> new ArrayList<>())
                                .add(name.substring(dot + 1));
                    }
                }
            }
        }
        String lines = packages.entrySet().stream()
                .map(each -> each.getKey() + " " + String.join(" ", each.getValue()) + "\n")
                .collect(Collectors.joining());
        // A kernel that starts meanwhile must find a whole index or none.
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "classes", ".index");
        Files.writeString(beside, stamp(jars) + "\n" + lines);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens an index; empty where there is none, or where a jar of the class path is another one than when it was made. */
    public static Optional<ClassIndex> open(Path file, String classPath) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Path> jars = jars(classPath);
        byte[] stamp = (stamp(jars) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] text = Files.readAllBytes(file);
        return text.length >= stamp.length && Arrays.equals(text, 0, stamp.length, stamp, 0, stamp.length)
                ? Optional.of(new ClassIndex(jars, text, stamp.length))
                : Optional.empty();
    }

    /** Whether the classes of an entry of a class path are in the index. */
    boolean covers(Path entry) {
        return jars.contains(entry);
    }

    static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version());
    }

    /** The classes of a package. */
    List<Entry> classes(String packageName) {
        byte[] key = (packageName + " ").getBytes(StandardCharsets.UTF_8);
        List<Entry> found = new ArrayList<>();
        for (int line = first(key); line < text.length && startsWith(line, key) == 0; line = end(line) + 1) {
            String[] words = new String(text, line, end(line) - line, StandardCharsets.UTF_8)
                    .substring(packageName.length() + 1)
                    .split(" ", -1);
            Path jar = jars.get(Integer.parseInt(words[0]));
            for (int i = 1; i < words.length; i++) {
                found.add(new Entry(jar, packageName.isEmpty() ? words[i] : packageName + "." + words[i]));
            }
        }
        return found;
    }

    /** The binary names of the classes whose simple name is that one, nested ones aside. */
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

    /** The names, without what is before the last dot, of the packages right below a package; below none for an empty name. */
    Set<String> subpackages(String packageName) {
        String below = packageName.isEmpty() ? "" : packageName + ".";
        byte[] key = below.getBytes(StandardCharsets.UTF_8);
        Set<String> found = new TreeSet<>();
        for (int line = first(key); line < text.length && startsWith(line, key) == 0; line = end(line) + 1) {
            String rest = new String(text, line + key.length, end(line) - line - key.length, StandardCharsets.UTF_8);
            found.add(rest.split("[. ]", 2)[0]);
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

    private static List<Path> jars(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    private static String stamp(List<Path> jars) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path jar : jars) {
            File file = jar.toFile();
            stamp.append(file)
                    .append(' ')
                    .append(file.length())
                    .append(' ')
                    .append(file.lastModified())
                    .append('\n');
        }
        return stamp.toString();
    }

    private static List<String> classes(JarFile jar) {
        return jar.versionedStream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(CLASS) && !name.startsWith(VERSIONED))
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                .filter(name -> !UNNAMED.matcher(name).matches() && !name.equals("module-info"))
                .toList();
    }
}
