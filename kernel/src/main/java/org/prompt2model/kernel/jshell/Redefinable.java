package org.prompt2model.kernel.jshell;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Methods of a notebook whose code can be replaced while everything that calls them stays as it is.
 *
 * <p>JShell would compile all their users anew instead, and theirs, and so lose every object of a class among them:
 * changing one line of a method would empty variables. Each method jumps to its code through a call site that a
 * redefinition points elsewhere; the JVM's compiler inlines it as if it were a constant.
 */
public final class Redefinable {
    /** Ends the name of the method that holds the code. */
    static final String CODE = "$code";

    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(Redefinable.class),
            "link",
            MethodType.methodType(
                            CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, String.class)
                    .toMethodDescriptorString(),
            false);

    /** The call sites of one notebook. */
    static final class Sites {
        private final Map<String, MutableCallSite> sites = new ConcurrentHashMap<>();

        private MutableCallSite of(String wrapper, String name, MethodType type, MethodHandle code) {
            return sites.computeIfAbsent(
                    wrapper + "." + name + type.toMethodDescriptorString(), key -> new MutableCallSite(code));
        }
    }

    /** The loader of the cells' classes, which knows their call sites. */
    interface Owner {
        Sites sites();
    }

    private Redefinable() {}

    /**
     * Called by the JVM when a notebook's method is called for the first time.
     *
     * @param wrapper the class that held the method when it was first declared
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, String wrapper)
            throws ReflectiveOperationException {
        Sites sites = ((Owner) caller.lookupClass().getClassLoader()).sites();
        return sites.of(wrapper, name, type, code(caller.lookupClass(), name, type));
    }

    /** From now on calls of the method run the code in that class. */
    static void point(Sites sites, String wrapper, String name, MethodType type, Class<?> to)
            throws ReflectiveOperationException {
        MethodHandle code = code(to, name, type);
        MutableCallSite site = sites.of(wrapper, name, type, code);
        site.setTarget(code);
        MutableCallSite.syncAll(new MutableCallSite[] {site});
    }

    private static MethodHandle code(Class<?> in, String name, MethodType type) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(in, MethodHandles.lookup()).findStatic(in, name + CODE, type);
    }

    /** Whether a member of a wrapper class is a method that the notebook declared. */
    static boolean declared(int access, String name) {
        return (access & Opcodes.ACC_STATIC) != 0
                && (access & Opcodes.ACC_SYNTHETIC) == 0
                && !name.equals("do_it$")
                && !name.startsWith("<")
                && !name.endsWith(CODE);
    }

    /** Makes the methods of a wrapper class redefinable. */
    static ClassVisitor visitor(ClassVisitor next, String wrapper) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!declared(access, name)) {
                    return super.visitMethod(access, name, descriptor, signature, exceptions);
                }
                jump(super.visitMethod(access, name, descriptor, signature, exceptions), name, descriptor, wrapper);
                int hidden = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
                return super.visitMethod(hidden, name + CODE, descriptor, signature, exceptions);
            }
        };
    }

    private static void jump(MethodVisitor method, String name, String descriptor, String wrapper) {
        method.visitCode();
        int local = 0;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        method.visitInvokeDynamicInsn(name, descriptor, LINK, wrapper);
        Type result = Type.getReturnType(descriptor);
        method.visitInsn(result.getOpcode(Opcodes.IRETURN));
        method.visitMaxs(Math.max(local, result.getSize()), local);
        method.visitEnd();
    }
}
