package org.prompt2model.kernel.jshell;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The weaver of cells, made ready beside other work. */
public final class Weaving {
    private static final String OBJECT = "java/lang/Object";

    private Weaving() {}

    /**
     * Weaves a class that nobody runs. It loads the weaver's classes, which no JVM keeps in its archive, as their format
     * is older; the first cell would wait for them.
     */
    public static void prepare() {
        byte[] unused = CellCode.woven(wrapper());
    }

    /** Like JShell's of an expression, with a loop in it. */
    private static byte[] wrapper() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "REPL/$JShell$0", null, OBJECT, null);
        writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "$1", "I", null, null)
                .visitEnd();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "do_it$", "()V", null, null);
        Label again = new Label();
        method.visitCode();
        method.visitLabel(again);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "yield", "()V", false);
        method.visitJumpInsn(Opcodes.GOTO, again);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
