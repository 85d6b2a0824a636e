package org.prompt2model.kernel.jshell;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;

/**
 * The JDK's modules and their classes for the compiler, by the index. Its own way leads through the file system of the
 * JDK's image, which takes as long to build and to walk as the rest of the first compilation.
 */
final class PlatformModules {
    private static final String INFO = "module-info";

    /**
     * Where the compiler finds one module. No record, as the compiler compares places all the time, and each is known by
     * itself.
     */
    static final class Place implements Location {
        private final String module;
        private final Map<String, List<JavaFileObject>> packages = new HashMap<>();

        private Place(String module) {
            this.module = module;
        }

        String module() {
            return module;
        }

        @Override
        public String getName() {
            return "SYSTEM_MODULES[" + module + "]";
        }

        @Override
        public boolean isOutputLocation() {
            return false;
        }
    }

    private final ClassIndex index;
    private final Map<String, Location> places = new HashMap<>();
    private final Map<String, ModuleReader> opened = new HashMap<>();

    PlatformModules(ClassIndex index) {
        this.index = index;
        index.modules().forEach(name -> places.put(name, new Place(name)));
    }

    Set<Location> places() {
        return Set.copyOf(places.values());
    }

    /** Where a module is; {@code null} for one that the JDK has not. */
    Location place(String module) {
        return places.get(module);
    }

    /** The classes of a package. */
    List<JavaFileObject> classes(Place place, String packageName) {
        return place.packages.computeIfAbsent(packageName, name -> index.classes(name, place.module).stream()
                .<JavaFileObject>map(each -> new ClassFile(place.module, each))
                .toList());
    }

    /** What describes a module. */
    JavaFileObject info(Place place) {
        return new ClassFile(place.module, INFO) {
            @Override
            public InputStream openInputStream() {
                return new ByteArrayInputStream(index.module(place.module));
            }
        };
    }

    static boolean isInfo(String className) {
        return className.equals(INFO);
    }

    void close() throws IOException {
        for (ModuleReader reader : opened.values()) {
            reader.close();
        }
    }

    private ModuleReader reader(String module) throws IOException {
        ModuleReader reader = opened.get(module);
        if (reader == null) {
            reader = reference(module)
                    .orElseThrow(() -> new FileNotFoundException("this JDK has no module " + module))
                    .open();
            opened.put(module, reader);
        }
        return reader;
    }

    /** Few modules are not among those that this JVM runs with; finding all of them takes longer. */
    private static Optional<ModuleReference> reference(String module) {
        return ModuleLayer.boot()
                .configuration()
                .findModule(module)
                .map(ResolvedModule::reference)
                .or(() -> ModuleFinder.ofSystem().find(module));
    }

    private class ClassFile extends IndexedClass {
        private final String module;

        ClassFile(String module, String name) {
            super(name);
            this.module = module;
        }

        @Override
        public URI toUri() {
            return URI.create("jrt:/" + module + "/" + file());
        }

        @Override
        public InputStream openInputStream() throws IOException {
            Optional<byte[]> outline = index.outline(this);
            if (outline.isPresent()) {
                return new ByteArrayInputStream(outline.get());
            }
            return reader(module)
                    .open(file())
                    .orElseThrow(() -> new FileNotFoundException(toUri() + " is not in this JDK"));
        }
    }
}
