package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads the classes of cells, and those of the jars that a notebook adds: these too get stop points, so that an endless
 * loop inside a library ends when its user says so.
 */
final class CellLoader extends URLClassLoader implements Redefinable.Owner {
    private static final AtomicInteger LOADERS = new AtomicInteger();

    private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();
    private final Redefinable.Sites sites = new Redefinable.Sites();

    CellLoader() {
        super("cells-" + LOADERS.incrementAndGet(), new URL[0], CellLoader.class.getClassLoader());
    }

    /** Whether it loaded the class of a frame: all loaders of cells number their classes from 1. */
    boolean loaded(StackTraceElement frame) {
        return getName().equals(frame.getClassLoaderName());
    }

    /** Gives a class that may be loaded from now on, as it is to be. */
    void put(String name, byte[] woven) {
        waiting.put(name, woven);
    }

    @Override
    public Redefinable.Sites sites() {
        return sites;
    }

    @Override
    protected void addURL(URL url) {
        super.addURL(url);
    }

    /** A cell's own class without asking the parent, who would look into every jar of the class path for it. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            byte[] cell = findLoadedClass(name) == null ? waiting.remove(name) : null;
            return cell == null ? super.loadClass(name, resolve) : defineClass(name, cell, 0, cell.length);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL resource = findResource(name.replace('.', '/') + ".class");
        if (resource == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            return library(name, resource);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " cannot be read from " + resource, e);
        }
    }

    private Class<?> library(String name, URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        URL origin = resource;
        byte[] bytes;
        try (InputStream in = connection.getInputStream()) {
            bytes = in.readAllBytes();
        }
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        boolean known = packageName.isEmpty() || getDefinedPackage(packageName) != null;
        if (connection instanceof JarURLConnection jar) {
            origin = jar.getJarFileURL();
            if (!known && jar.getManifest() != null) {
                definePackage(packageName, jar.getManifest(), origin);
                known = true;
            }
        }
        if (!known) {
            definePackage(packageName, null, null, null, null, null, null, null);
        }
        byte[] woven = CellCode.library(bytes);
        return defineClass(name, woven, 0, woven.length, new CodeSource(origin, (Certificate[]) null));
    }
}
