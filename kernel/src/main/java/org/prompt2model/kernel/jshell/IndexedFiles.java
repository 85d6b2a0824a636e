package org.prompt2model.kernel.jshell;

import java.io.ByteArrayInputStream;
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
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** The compiler's files, where the classes of the JDK and those that the kernel started with come from an index. */
final class IndexedFiles extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {
    private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "-cp", "--class-path");
    /** The option by which a cell compiles against another JDK than the one that it runs on. */
    private static final String OTHER_PLATFORM = "--system";
    /** Compilers look for plug-ins in each jar of the class path, each time; notebooks have none. */
    private static final ClassLoader NO_PLUGINS =
            new ClassLoader("no-plugins", ClassLoader.getPlatformClassLoader()) {};

    private final ClassIndex index;
    private final PlatformModules platform;
    private boolean otherPlatform;
    private final Map<Path, JarFile> opened = new HashMap<>();
    private final Map<String, List<JavaFileObject>> packages = new HashMap<>();

    /** @param files the compiler's own, for all that is not in the index */
    IndexedFiles(StandardJavaFileManager files, ClassIndex index) {
        super(files);
        this.index = index;
        platform = new PlatformModules(index);
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
        otherPlatform |= current.equals(OTHER_PLATFORM);
        if (!CLASS_PATH_OPTIONS.contains(current)) {
            return super.handleOption(current, remaining);
        }
        setClassPath(remaining.next());
        return true;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        boolean classes = kinds.contains(JavaFileObject.Kind.CLASS);
        if (location instanceof PlatformModules.Place place && classes && !recurse) {
            return platform.classes(place, packageName);
        }
        Iterable<JavaFileObject> others = super.list(known(location), packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !classes) {
            return others;
        }
        List<JavaFileObject> all = new ArrayList<>(classes(packageName));
        others.forEach(all::add);
        return all;
    }

    /** Those of the index: each snippet is compiled anew, and asks anew. */
    private List<JavaFileObject> classes(String packageName) {
        return packages.computeIfAbsent(packageName, name -> index.classes(name).stream()
                .<JavaFileObject>map(ClassFile::new)
                .toList());
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        if (file instanceof IndexedClass indexed) {
            return indexed.binaryName();
        }
        try {
            return super.inferBinaryName(known(location), file);
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler does not know " + location.getName(), e);
        }
    }

    @Override
    public Iterable<Set<Location>> listLocationsForModules(Location location) throws IOException {
        return isPlatform(location) ? List.of(platform.places()) : super.listLocationsForModules(location);
    }

    @Override
    public Location getLocationForModule(Location location, String moduleName) throws IOException {
        return isPlatform(location) ? platform.place(moduleName) : super.getLocationForModule(location, moduleName);
    }

    @Override
    public String inferModuleName(Location location) throws IOException {
        return location instanceof PlatformModules.Place place ? place.module() : super.inferModuleName(location);
    }

    @Override
    public boolean hasLocation(Location location) {
        return location instanceof PlatformModules.Place || super.hasLocation(location);
    }

    @Override
    public JavaFileObject getJavaFileForInput(Location location, String className, JavaFileObject.Kind kind)
            throws IOException {
        return location instanceof PlatformModules.Place place
                        && kind == JavaFileObject.Kind.CLASS
                        && PlatformModules.isInfo(className)
                ? platform.info(place)
                : super.getJavaFileForInput(known(location), className, kind);
    }

    @Override
    public FileObject getFileForInput(Location location, String packageName, String relativeName) throws IOException {
        return super.getFileForInput(known(location), packageName, relativeName);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return super.contains(known(location), file);
    }

    private boolean isPlatform(Location location) {
        return location == StandardLocation.SYSTEM_MODULES && !otherPlatform;
    }

    /** The place as the compiler's own files know it. */
    private Location known(Location location) throws IOException {
        return location instanceof PlatformModules.Place place
                ? fileManager.getLocationForModule(StandardLocation.SYSTEM_MODULES, place.module())
                : location;
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        return (one instanceof IndexedClass || other instanceof IndexedClass)
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
        platform.close();
        super.close();
    }

    /** A class of a jar. */
    private final class ClassFile extends IndexedClass {
        private final Path jar;

        ClassFile(ClassIndex.Entry entry) {
            super(entry.name());
            jar = entry.jar();
        }

        @Override
        public URI toUri() {
            return URI.create("jar:" + jar.toUri() + "!/" + file());
        }

        @Override
        public InputStream openInputStream() throws IOException {
            Optional<byte[]> outline = index.outline(this);
            if (outline.isPresent()) {
                return new ByteArrayInputStream(outline.get());
            }
            JarFile file = opened.get(jar);
            if (file == null) {
                file = ClassIndex.open(jar);
                opened.put(jar, file);
            }
            return file.getInputStream(file.getEntry(file()));
        }
    }
}
