package org.prompt2model.kernel.jshell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** The compiler's files, where the classes that the kernel started with come from an index. */
final class IndexedFiles extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {
    private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "-cp", "--class-path");
    /** Compilers look for plug-ins in each jar of the class path, each time; notebooks have none. */
    private static final ClassLoader NO_PLUGINS =
            new ClassLoader("no-plugins", ClassLoader.getPlatformClassLoader()) {};

    /** Stands for the address of each class until somebody asks: most of a package's classes are never looked at. */
    private static final URI IN_A_JAR = URI.create("file:///class");

    private final ClassIndex index;
    private final Map<Path, JarFile> opened = new HashMap<>();

    /** @param files the compiler's own, for all that is not in the index */
    IndexedFiles(StandardJavaFileManager files, ClassIndex index) {
        super(files);
        this.index = index;
        setClassPath(System.getProperty("java.class.path"));
    }

    private void setClassPath(String entries) {
        List<Path> others = Arrays.stream(entries.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(entry -> !index.covers(entry))
                .toList();
        try {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, others);
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler does not take the class path " + others, e);
        }
    }

    @Override
    public boolean handleOption(String current, Iterator<String> remaining) {
        if (!CLASS_PATH_OPTIONS.contains(current)) {
            return super.handleOption(current, remaining);
        }
        setClassPath(remaining.next());
        return true;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
            return others;
        }
        List<JavaFileObject> all = new ArrayList<>();
        index.classes(packageName).forEach(entry -> all.add(new ClassFile(entry)));
        others.forEach(all::add);
        return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFile indexed ? indexed.entry.name() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        return (one instanceof ClassFile || other instanceof ClassFile)
                ? one.toUri().equals(other.toUri())
                : super.isSameFile(one, other);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
        return location == StandardLocation.CLASS_PATH ? NO_PLUGINS : super.getClassLoader(location);
    }

    /** Without what the index covers, for JShell would open those jars to list them itself. */
    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        return fileManager.getLocationAsPaths(location);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : opened.values()) {
            jar.close();
        }
        super.close();
    }

    /** A class of the index. */
    private final class ClassFile extends SimpleJavaFileObject {
        private final ClassIndex.Entry entry;

        ClassFile(ClassIndex.Entry entry) {
            super(IN_A_JAR, Kind.CLASS);
            this.entry = entry;
        }

        @Override
        public URI toUri() {
            return URI.create("jar:" + entry.jar().toUri() + "!/" + entry.file());
        }

        @Override
        public String getName() {
            return entry.jar() + "(" + entry.file() + ")";
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.CLASS && entry.file().endsWith("/" + simpleName + kind.extension);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            JarFile jar = opened.get(entry.jar());
            if (jar == null) {
                jar = ClassIndex.open(entry.jar());
                opened.put(entry.jar(), jar);
            }
            return jar.getInputStream(jar.getEntry(entry.file()));
        }
    }
}
