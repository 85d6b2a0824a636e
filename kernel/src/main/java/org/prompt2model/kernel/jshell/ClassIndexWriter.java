package org.prompt2model.kernel.jshell;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
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

    private final Map<String, List<String>> packages = new TreeMap<>();
    private final Map<String, byte[]> modules = new TreeMap<>();

    private ClassIndexWriter() {}

    static void write(Path file, String classPath) throws IOException {
        ClassIndexWriter writer = new ClassIndexWriter();
        List<Path> jars = jars(classPath);
        writer.addJars(jars);
        writer.addModules();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(content);
        writer.writeModules(data);
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

    private void writeModules(DataOutputStream out) throws IOException {
        out.writeInt(modules.size());
        for (Map.Entry<String, byte[]> module : modules.entrySet()) {
            out.writeUTF(module.getKey());
            out.writeInt(module.getValue().length);
            out.write(module.getValue());
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
                classes(jar.versionedStream().map(entry -> entry.getName()))
                        .filter(seen::add)
                        .forEach(name -> add(name, origin));
            }
        }
    }

    private void addModules() throws IOException {
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            String name = module.descriptor().name();
            try (ModuleReader reader = module.open();
                    Stream<String> files = reader.list()) {
                classes(files).sorted().forEach(each -> add(each, name));
                modules.put(name, ModuleOutline.of(reader));
            }
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
