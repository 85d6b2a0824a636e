package org.prompt2model.kernel.jshell;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists the classes of a class path and of this JDK, as {@link ClassIndex} reads them. */
final class ClassIndexWriter {
    private static final String CLASS = ".class";
    private static final String VERSIONED = "META-INF/";
    /** Anonymous and local classes, which no source can name. */
    private static final Pattern UNNAMED = Pattern.compile(".*\\$\\d.*");

    /** What the compiler reads of the JDK to compile anything at all. */
    private static final Set<String> ALWAYS = Set.of(
            "java.io.Serializable",
            "java.lang.AutoCloseable",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Comparable",
            "java.lang.Deprecated",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.lang.String",
            "java.lang.Throwable",
            "java.lang.Void",
            "java.lang.annotation.ElementType",
            "java.lang.annotation.Retention",
            "java.lang.annotation.RetentionPolicy",
            "java.lang.annotation.Target",
            "java.lang.constant.Constable",
            "java.lang.constant.ConstantDesc");

    private final Map<String, List<String>> packages = new TreeMap<>();
    private final Map<String, byte[]> modules = new TreeMap<>();
    private final Map<String, byte[]> outlines = new TreeMap<>();
    private final Set<String> outlined;

    private ClassIndexWriter(Set<String> outlined) {
        this.outlined = outlined;
    }

    static void write(Path file, String classPath, List<String> outlined) throws IOException {
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(outlined);
        ClassIndexWriter writer = new ClassIndexWriter(names);
        List<Path> jars = jars(classPath);
        writer.addJars(jars);
        writer.addModules();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(content);
        write(writer.modules, data);
        write(writer.outlines, data);
        writer.writePackages(data);
        // A kernel that starts meanwhile must find a whole index or none. Other users may read it, as they may not what
        // Files.createTempFile makes.
        Path beside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(beside)))) {
            out.write((stamp(jars) + "\n").getBytes(StandardCharsets.UTF_8));
            out.writeInt(content.size());
            content.writeTo(out);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Map<String, byte[]> outlines, DataOutputStream out) throws IOException {
        out.writeInt(outlines.size());
        for (Map.Entry<String, byte[]> each : outlines.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeInt(each.getValue().length);
            out.write(each.getValue());
        }
    }

    private void writePackages(DataOutputStream out) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Map<String, Integer> begins = new HashMap<>();
        for (Map.Entry<String, List<String>> each : packages.entrySet()) {
            begins.putIfAbsent(each.getKey().substring(0, each.getKey().indexOf(' ')), lines.size());
            lines.write(
                    (each.getKey() + " " + String.join(" ", each.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        int[] slots = new int[Integer.highestOneBit(Math.max(1, begins.size())) * 4];
        begins.forEach((name, begin) -> {
            int slot = ClassIndex.slot(name, slots.length);
            while (slots[slot] != 0) {
                slot = (slot + 1) % slots.length;
            }
            slots[slot] = begin + 1;
        });
        out.writeInt(slots.length);
        for (int slot : slots) {
            out.writeInt(slot);
        }
        lines.writeTo(out);
    }

    static List<Path> jars(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    /** What the index was made of: other jars, or another Java, have another stamp. */
    static String stamp(List<Path> jars) {
        String home = System.getProperty("java.home");
        StringBuilder stamp = new StringBuilder(System.getProperty("java.vm.version"))
                .append(' ')
                .append(home)
                .append(' ')
                .append(new File(home, "lib/modules").lastModified())
                .append('\n');
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

    private void addJars(List<Path> jars) throws IOException {
        Set<String> seen = new HashSet<>();
        for (int number = 0; number < jars.size(); number++) {
            try (JarFile jar = ClassIndex.open(jars.get(number))) {
                // Of two classes of one name the first one counts, as everywhere.
                String origin = Integer.toString(number);
                List<String> names = classes(jar.versionedStream().map(entry -> entry.getName()))
                        .filter(seen::add)
                        .toList();
                for (String name : names) {
                    add(name, origin);
                    if (outlined.contains(name)) {
                        outline(name, jar.getInputStream(jar.getEntry(file(name))));
                    }
                }
            }
        }
    }

    private void addModules() throws IOException {
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            String name = module.descriptor().name();
            try (ModuleReader reader = module.open();
                    Stream<String> files = reader.list()) {
                for (String each : classes(files).sorted().toList()) {
                    add(each, name);
                    if (outlined.contains(each)) {
                        outline(each, reader.open(file(each)).orElseThrow());
                    }
                }
                modules.put(name, ModuleOutline.of(reader));
            }
        }
    }

    private static String file(String name) {
        return name.replace('.', '/') + CLASS;
    }

    private void outline(String name, InputStream classFile) throws IOException {
        try (classFile) {
            outlines.put(name, ClassOutline.of(classFile.readAllBytes()));
        }
    }

    private void add(String name, String origin) {
        int dot = name.lastIndexOf('.');
        packages.computeIfAbsent((dot < 0 ? "" : name.substring(0, dot)) + " " + origin, key -> new ArrayList<>())
                .add(name.substring(dot + 1));
    }

    private static Stream<String> classes(Stream<String> files) {
        return files.filter(name -> name.endsWith(CLASS) && !name.startsWith(VERSIONED))
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                .filter(name -> !UNNAMED.matcher(name).matches() && !name.equals("module-info"));
    }
}
