package org.prompt2model.kernel.jshell;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class file without code: all that the compiler needs of a class to compile what uses it. */
final class ClassOutline extends ClassVisitor {
    private final Map<String, List<String>> parameters;

    private ClassOutline(ClassVisitor next, Map<String, List<String>> parameters) {
        super(Opcodes.ASM9, next);
        this.parameters = parameters;
    }

    /** The outline of a class. Its parameters keep the names that they have in the code. */
    static byte[] of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Names names = new Names();
        reader.accept(names, ClassReader.SKIP_FRAMES);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new ClassOutline(writer, names.found), ClassReader.SKIP_CODE);
        return writer.toByteArray();
    }

    @Override
    public void visitSource(String source, String debug) {
        // The compiler names no line of it.
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
        for (String parameter : parameters.getOrDefault(name + type, List.of())) {
            method.visitParameter(parameter, 0);
        }
        return method;
    }

    /** The parameters of methods that are named in the code alone, by the method's name and type. */
    private static final class Names extends ClassVisitor {
        private final Map<String, List<String>> found = new HashMap<>();

        Names() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String s, String[] exceptions) {
            List<Integer> slots = new ArrayList<>();
            int slot = Modifier.isStatic(access) ? 0 : 1;
            for (Type each : Type.getArgumentTypes(type)) {
                slots.add(slot);
                slot += each.getSize();
            }
            Map<Integer, String> variables = new HashMap<>();
            return new MethodVisitor(Opcodes.ASM9) {
                private boolean namesItself;

                @Override
                public void visitParameter(String name, int flags) {
                    namesItself = true;
                }

                @Override
                public void visitLocalVariable(
                        String name, String descriptor, String signature, Label start, Label end, int index) {
                    variables.putIfAbsent(index, name);
                }

                @Override
                public void visitEnd() {
                    if (!namesItself && variables.keySet().containsAll(slots)) {
                        found.put(
                                method + type,
                                slots.stream().map(variables::get).toList());
                    }
                }
            };
        }
    }
}
