package org.prompt2model.kernel.jshell;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A class file whose name is known; its content is read when the compiler wants it. */
abstract class IndexedClass extends SimpleJavaFileObject {
    /** Stands for the address until somebody asks: most of a package's classes are never looked at. */
    private static final URI SOMEWHERE = URI.create("file:///class");

    private final String binaryName;

    IndexedClass(String binaryName) {
        super(SOMEWHERE, Kind.CLASS);
        this.binaryName = binaryName;
    }

    String binaryName() {
        return binaryName;
    }

    /** Its file in the jar or module. */
    final String file() {
        return binaryName.replace('.', '/') + kind.extension;
    }

    @Override
    public String getName() {
        return toUri().toString();
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind ofKind) {
        return ofKind == Kind.CLASS && ("/" + file()).endsWith("/" + simpleName + ofKind.extension);
    }
}
