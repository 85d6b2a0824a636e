package org.prompt2model.kernel;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The signal that Ctrl+C sends. Java has no public way to it, so a JVM without this one just keeps its own. */
final class InterruptSignal {
    private static final String OBJECT = "java/lang/Object";
    private static final String WORK = "java/lang/Runnable";
    private static final String HANDLER = InterruptSignal.class.getPackageName().replace('.', '/') + "/SignalWork";

    private InterruptSignal() {}

    /** Does the work at each such signal, in place of ending the JVM. */
    static void handle(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls = MethodHandles.lookup()
                    .defineHiddenClass(handler(), false)
                    .lookupClass()
                    .getDeclaredConstructor(Runnable.class)
                    .newInstance(work);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), calls);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println("Only Jupyter's button interrupts a cell here, not the signal INT: " + e);
        }
    }

    /**
     * A class that implements {@code sun.misc.SignalHandler} by a {@link Runnable}. Compilers warn of the interface's
     * name, and making the class of a {@link java.lang.reflect.Proxy} keeps the first cell waiting.
     */
    private static byte[] handler() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, HANDLER, null, OBJECT, new String[] {"sun/misc/SignalHandler"});
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "work", "L" + WORK + ";", null, null)
                .visitEnd();
        MethodVisitor made = writer.visitMethod(0, "<init>", "(L" + WORK + ";)V", null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitVarInsn(Opcodes.ALOAD, 1);
        made.visitFieldInsn(Opcodes.PUTFIELD, HANDLER, "work", "L" + WORK + ";");
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(0, 0);
        made.visitEnd();
        MethodVisitor handle = writer.visitMethod(Opcodes.ACC_PUBLIC, "handle", "(Lsun/misc/Signal;)V", null, null);
        handle.visitCode();
        handle.visitVarInsn(Opcodes.ALOAD, 0);
        handle.visitFieldInsn(Opcodes.GETFIELD, HANDLER, "work", "L" + WORK + ";");
        handle.visitMethodInsn(Opcodes.INVOKEINTERFACE, WORK, "run", "()V", true);
        handle.visitInsn(Opcodes.RETURN);
        handle.visitMaxs(0, 0);
        handle.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
