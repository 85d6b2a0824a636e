package org.prompt2model.kernel.jshell;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * The classes that JShell compiles snippets into.
 *
 * <p>When something that a snippet uses changes, JShell compiles the snippet anew and replaces its class, {@code
 * $JShell$11} by {@code $JShell$11B}. Variables are static fields of such classes, so without help they would silently
 * fall back to null or 0; here their values are carried over.
 */
final class SnippetClasses implements LoaderDelegate {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*");

    private final Loader loader = new Loader();
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<String, Class<?>> latest = new HashMap<>();

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void load(ClassBytecodes[] compiled) throws ClassInstallException {
        boolean[] installed = new boolean[compiled.length];
        for (ClassBytecodes each : compiled) {
            loader.bytes.put(each.name(), StopPoints.added(each.bytecodes()));
        }
        for (int i = 0; i < compiled.length; i++) {
            String name = compiled[i].name();
            try {
                Class<?> loaded = loader.loadClass(name);
                // Links the class, so that what is missing shows here and not in the middle of a run.
                Method[] unused = loaded.getDeclaredMethods();
                classes.put(name, loaded);
                carryOver(name, loaded);
                installed[i] = true;
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new ClassInstallException("load: " + e.getMessage(), installed);
            }
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] compiled) {
        throw new UnsupportedOperationException("classes are replaced, never redefined");
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

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = classes.get(name);
        if (known == null) {
            throw new ClassNotFoundException(name + " not found");
        }
        return known;
    }

    private void carryOver(String name, Class<?> now) throws IllegalAccessException {
        Matcher matcher = WRAPPER.matcher(name);
        Class<?> before = matcher.matches() ? latest.put(matcher.group(1), now) : null;
        if (before == null || before == now) {
            return;
        }
        for (Field field : now.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                copy(before, field);
            }
        }
    }

    private static void copy(Class<?> before, Field field) throws IllegalAccessException {
        try {
            Field old = before.getDeclaredField(field.getName());
            if (old.getType() == field.getType()) {
                old.setAccessible(true);
                field.setAccessible(true);
                field.set(null, old.get(null));
            }
        } catch (NoSuchFieldException e) {
            // The snippet has another shape now: its variable starts from the default, as in JShell's own tool.
        }
    }

    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

        Loader() {
            super("cells", new URL[0], SnippetClasses.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = bytes.get(name);
            return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
        }
    }
}
