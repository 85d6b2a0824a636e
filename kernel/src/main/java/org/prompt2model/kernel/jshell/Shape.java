package org.prompt2model.kernel.jshell;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What other snippets see of a wrapper class.
 *
 * @param variables names and types of its fields
 * @param methods names and types of its methods
 * @param code whether it holds nothing but code and variables: no types, no initializer
 */
record Shape(Set<String> variables, Set<String> methods, boolean code) {
    static Shape of(Class<?> wrapper) {
        Set<String> variables = new TreeSet<>();
        Arrays.stream(wrapper.getDeclaredFields())
                .forEach(each -> variables.add(each.getName() + Type.getDescriptor(each.getType())));
        Set<String> methods = new TreeSet<>();
        Arrays.stream(wrapper.getDeclaredMethods())
                .filter(each -> Redefinable.declared(each.getModifiers(), each.getName()))
                .forEach(each -> methods.add(each.getName() + Type.getMethodDescriptor(each)));
        return new Shape(variables, methods, wrapper.getDeclaredClasses().length == 0);
    }

    /** Whether the code of the wrapper with the other shape may be replaced, and nobody will notice but its callers. */
    boolean canReplaceCodeOf(Shape other) {
        return code && equals(other);
    }

    static Shape of(byte[] compiled) {
        Set<String> variables = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        boolean[] more = {false};
        new ClassReader(compiled)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            private String self;

                            @Override
                            public void visit(
                                    int v, int access, String name, String signature, String parent, String[] types) {
                                self = name;
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String s, Object value) {
                                variables.add(name + type);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String s, String[] thrown) {
                                more[0] |= name.equals("<clinit>");
                                if (Redefinable.declared(access, name)) {
                                    methods.add(name + type);
                                }
                                return null;
                            }

                            @Override
                            public void visitInnerClass(String name, String outer, String simple, int access) {
                                more[0] |= self.equals(outer);
                            }
                        },
                        ClassReader.SKIP_CODE);
        return new Shape(variables, methods, !more[0]);
    }
}
