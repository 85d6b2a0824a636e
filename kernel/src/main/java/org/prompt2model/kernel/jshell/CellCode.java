package org.prompt2model.kernel.jshell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;

/** Rewrites the classes that JShell compiles, so that cells can be stopped and redefined, and cannot end the JVM. */
final class CellCode {
    private static final String PACKAGE = "REPL.";
    private static final String WRAPPER = "REPL[./]\\$JShell\\$\\d+[A-Z]*";
    private static final Pattern WRAPPER_CLASS = Pattern.compile(WRAPPER);
    private static final Pattern INSIDE_WRAPPER = Pattern.compile("(" + WRAPPER + ")(?:\\$.*)?");
    private static final Pattern VERSION = Pattern.compile("(REPL[./]\\$JShell\\$\\d+[A-Z]*)_\\d+");

    private CellCode() {}

    /** Whether JShell's wrapper of a snippet has that name, and not a class inside it. */
    static boolean isWrapper(String name) {
        return WRAPPER_CLASS.matcher(name).matches();
    }

    /** Whether a class, by its name, is a cell's. */
    static boolean isOfCells(String name) {
        return name.startsWith(PACKAGE);
    }

    /** The name of the wrapper that a class belongs to. */
    static String wrapperOf(String name) {
        Matcher matcher = INSIDE_WRAPPER.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /** A class name as JShell knows it. */
    static String withoutVersion(String name) {
        return VERSION.matcher(name).replaceFirst("$1");
    }

    /** The class as it is to be loaded. */
    static byte[] woven(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(weaver(writer, reader.getClassName()), 0);
        return writer.toByteArray();
    }

    /** A class of a library that a notebook added; as it is where it is newer than we can read. */
    static byte[] library(byte[] compiled) {
        try {
            return woven(compiled);
        } catch (IllegalArgumentException unknownVersion) {
            return compiled;
        }
    }

    /** A later version of the class: under its own name beside the first, whose variables it uses. */
    static byte[] woven(byte[] compiled, String wrapper, String version) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor renamed = new Version(writer, wrapper, version);
        reader.accept(weaver(renamed, reader.getClassName()), 0);
        return writer.toByteArray();
    }

    private static ClassVisitor weaver(ClassVisitor next, String name) {
        ClassVisitor visitor = CellCalls.visitor(StopPoints.visitor(next));
        return isWrapper(name) ? Redefinable.visitor(visitor, name) : visitor;
    }

    private static final class Version extends ClassRemapper {
        private final String wrapper;
        private boolean ofWrapper;

        Version(ClassVisitor next, String wrapper, String version) {
            super(Opcodes.ASM9, next, new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String name) {
                    boolean inside = name.equals(wrapper) || name.startsWith(wrapper + "$");
                    return inside ? version + name.substring(wrapper.length()) : name;
                }
            });
            this.wrapper = wrapper;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] types) {
            ofWrapper = name.equals(wrapper);
            super.visit(version, access, name, signature, superName, types);
        }

        /** The variables stay where they are. */
        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            return ofWrapper ? null : super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        protected MethodVisitor createMethodRemapper(MethodVisitor next) {
            return new MethodRemapper(Opcodes.ASM9, next, remapper) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    if (owner.equals(wrapper)) {
                        mv.visitFieldInsn(opcode, owner, name, descriptor);
                    } else {
                        super.visitFieldInsn(opcode, owner, name, descriptor);
                    }
                }
            };
        }
    }
}
