package org.prompt2model.kernel.jshell;

import java.io.File;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** The classes that JShell compiles snippets into. */
final class SnippetClasses implements LoaderDelegate {
    private final CellLoader loader = new CellLoader();
    private final Map<String, byte[]> compiled = new HashMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<String, Class<?>> code = new HashMap<>();
    private final Variables variables = new Variables();
    private volatile Set<String> ofCell = ConcurrentHashMap.newKeySet();
    private int versions;

    ClassLoader loader() {
        return loader;
    }

    /** A cell begins. */
    void beginCell() {
        ofCell = ConcurrentHashMap.newKeySet();
    }

    /** Whether a frame is in code that came with the cell that runs now. */
    Predicate<StackTraceElement> ofCell() {
        Set<String> wrappers = ofCell;
        return frame -> CellCode.isOfCells(frame.getClassName())
                && loader.loaded(frame)
                && wrappers.contains(CellCode.wrapperOf(CellCode.withoutVersion(frame.getClassName())));
    }

    Variables variables() {
        return variables;
    }

    @Override
    public void load(ClassBytecodes[] loaded) throws ClassInstallException {
        boolean[] installed = new boolean[loaded.length];
        for (ClassBytecodes each : loaded) {
            ofCell.add(CellCode.wrapperOf(each.name()));
            compiled.put(each.name(), each.bytecodes());
            loader.put(each.name(), CellCode.woven(each.bytecodes()));
        }
        for (int i = 0; i < loaded.length; i++) {
            String name = loaded[i].name();
            try {
                Class<?> now = linked(name);
                classes.put(name, now);
                variables.carryOver(name, now);
                installed[i] = true;
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new ClassInstallException("load: " + e.getMessage(), installed);
            }
        }
    }

    /**
     * Replaces the code of a snippet, and nothing else.
     *
     * @return false where more than code changed
     */
    boolean redefine(ClassBytecodes[] changed) {
        String wrapper = CellCode.wrapperOf(changed[0].name());
        Class<?> first = classes.get(wrapper);
        Map<String, byte[]> all = new HashMap<>();
        compiled.forEach((name, bytes) -> {
            if (CellCode.wrapperOf(name).equals(wrapper)) {
                all.put(name, bytes);
            }
        });
        Arrays.stream(changed).forEach(each -> all.put(each.name(), each.bytecodes()));
        if (first == null || !Shape.of(all.get(wrapper)).canReplaceCodeOf(Shape.of(first))) {
            return false;
        }
        compiled.putAll(all);
        ofCell.add(wrapper);
        try {
            install(first, all);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the new code of " + wrapper + " cannot be loaded", e);
        }
    }

    private void install(Class<?> first, Map<String, byte[]> all) throws ReflectiveOperationException {
        String wrapper = first.getName();
        String version = wrapper + "_" + ++versions;
        all.forEach((name, bytes) -> loader.put(
                version + name.substring(wrapper.length()),
                CellCode.woven(bytes, wrapper.replace('.', '/'), version.replace('.', '/'))));
        Class<?> now = linked(version);
        code.put(wrapper, now);
        for (Method method : now.getDeclaredMethods()) {
            if (Redefinable.declared(method.getModifiers(), method.getName())) {
                MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
                Redefinable.point(loader.sites(), wrapper.replace('.', '/'), method.getName(), type, now);
            }
        }
    }

    /** Links the class, so that what is missing shows here and not in the middle of a run. */
    private Class<?> linked(String name) throws ClassNotFoundException {
        Class<?> loaded = loader.loadClass(name);
        Method[] unused = loaded.getDeclaredMethods();
        return loaded;
    }

    @Override
    public void classesRedefined(ClassBytecodes[] redefined) {
        // Nothing is kept of the bytes beyond what redefine keeps.
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String each : path.split(File.pathSeparator, -1)) {
                loader.addURL(new File(each).toURI().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    /** The class that holds the newest code of a snippet. */
    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> newest = code.get(name);
        return newest == null ? holder(name) : newest;
    }

    /** The class that holds the variables of a snippet. */
    Class<?> holder(String name) throws ClassNotFoundException {
        Class<?> known = classes.get(name);
        if (known == null) {
            throw new ClassNotFoundException(name + " not found");
        }
        return known;
    }
}
