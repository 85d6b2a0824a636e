package org.prompt2model.kernel.jshell;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the compiler needs of a module's description to compile code outside all modules: what it requires and
 * exports. The compiler reads those of all modules before it compiles anything.
 */
final class ModuleOutline extends ClassVisitor {
    private static final String INFO = "module-info.class";
    /** Says that a module is incubating, of which the compiler warns. */
    private static final String RESOLUTION = "ModuleResolution";

    private ModuleOutline(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** The class file of a module's outline. */
    static byte[] of(ModuleReader module) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        try (InputStream in = module.open(INFO).orElseThrow(() -> new FileNotFoundException(INFO))) {
            new ClassReader(in).accept(new ModuleOutline(writer), new Attribute[0], ClassReader.SKIP_DEBUG);
        }
        return writer.toByteArray();
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        if (attribute.type.equals(RESOLUTION)) {
            super.visitAttribute(attribute);
        }
    }

    @Override
    public ModuleVisitor visitModule(String name, int access, String version) {
        return new ModuleVisitor(Opcodes.ASM9, super.visitModule(name, access, version)) {
            @Override
            public void visitMainClass(String mainClass) {
                // Nobody runs it.
            }

            @Override
            public void visitPackage(String packaze) {
                // The compiler is told by the index.
            }

            @Override
            public void visitOpen(String packaze, int access, String... modules) {
                // Openness is for reflection.
            }

            @Override
            public void visitUse(String service) {
                // Services are for those who run.
            }

            @Override
            public void visitProvide(String service, String... providers) {
                // Services are for those who run.
            }
        };
    }
}
