package org.prompt2model.kernel;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The signal that Ctrl+C sends. Java has no public way to it, so a JVM without this one just keeps its own. */
final class InterruptSignal {
    private static final String OBJECT = "java/lang/Object";
    private static final String SELF = InterruptSignal.class.getName().replace('.', '/');
    private static final String HANDLER = SELF + "Handler";
    private static final String SIGNAL = "sun/misc/Signal";
    private static final String INTERFACE = "sun/misc/SignalHandler";

    private static volatile Runnable work;

    private InterruptSignal() {}

    /** Does the work at each such signal, in place of ending the JVM. */
    static void handle(Runnable atEach) {
        work = atEach;
        try {
            MethodHandles.lookup().defineHiddenClass(handler(), true);
        } catch (IllegalAccessException | LinkageError e) {
            System.err.println("Only Jupyter's button interrupts a cell here, not the signal INT: " + e);
        }
    }

    /** What the handler calls. */
    static void arrived() {
        work.run();
    }

    /**
     * A class that handles the signal as soon as it is initialized. Compilers warn of the names that it uses, and
     * reflection, or a {@link java.lang.reflect.Proxy}, keeps the first cell waiting.
     */
    private static byte[] handler() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, HANDLER, null, OBJECT, new String[] {INTERFACE});
        MethodVisitor made = begin(writer, Opcodes.ACC_PRIVATE, "<init>", "()V");
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        end(made);
        MethodVisitor handle = begin(writer, Opcodes.ACC_PUBLIC, "handle", "(L" + SIGNAL + ";)V");
        handle.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, "arrived", "()V", false);
        end(handle);
        MethodVisitor initialized = begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
        initialized.visitTypeInsn(Opcodes.NEW, SIGNAL);
        initialized.visitInsn(Opcodes.DUP);
        initialized.visitLdcInsn("INT");
        initialized.visitMethodInsn(Opcodes.INVOKESPECIAL, SIGNAL, "<init>", "(Ljava/lang/String;)V", false);
        initialized.visitTypeInsn(Opcodes.NEW, HANDLER);
        initialized.visitInsn(Opcodes.DUP);
        initialized.visitMethodInsn(Opcodes.INVOKESPECIAL, HANDLER, "<init>", "()V", false);
        initialized.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                SIGNAL,
                "handle",
                "(L" + SIGNAL + ";L" + INTERFACE + ";)L" + INTERFACE + ";",
                false);
        initialized.visitInsn(Opcodes.POP);
        end(initialized);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static MethodVisitor begin(ClassWriter writer, int access, String name, String type) {
        MethodVisitor method = writer.visitMethod(access, name, type, null, null);
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
