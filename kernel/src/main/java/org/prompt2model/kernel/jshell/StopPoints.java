package org.prompt2model.kernel.jshell;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Lets an endless loop of a cell be stopped: every method of a snippet, and every jump backwards in one, first asks
 * whether its thread was told to stop. {@code Thread.stop}, which once did this, ends with JDK 20.
 */
public final class StopPoints {
    private static final String OWNER = Type.getInternalName(StopPoints.class);

    /** Null nearly always: asking has to cost nothing. */
    private static volatile Set<Thread> stopped;

    private StopPoints() {}

    /** Called by the code of cells. */
    public static void check() {
        Set<Thread> told = stopped;
        if (told != null && told.contains(Thread.currentThread())) {
            throw new CellStoppedError();
        }
    }

    /** Stops the thread at its next stop points, as often as it catches what they throw. */
    static synchronized void stop(Thread thread) {
        Set<Thread> more = living();
        more.add(thread);
        stopped = more;
    }

    /** Whether the thread was told to stop. */
    static boolean stopped(Thread thread) {
        Set<Thread> told = stopped;
        return told != null && told.contains(thread);
    }

    /** Lets the thread run again. */
    static synchronized void forget(Thread thread) {
        Set<Thread> fewer = living();
        fewer.remove(thread);
        stopped = fewer.isEmpty() ? null : fewer;
    }

    private static Set<Thread> living() {
        Set<Thread> threads = new HashSet<>(stopped == null ? Set.of() : stopped);
        threads.removeIf(each -> !each.isAlive());
        return threads;
    }

    /** Adds stop points to the methods of a class. */
    static ClassVisitor visitor(ClassVisitor next) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new Checked(super.visitMethod(access, name, descriptor, signature, exceptions));
            }
        };
    }

    private static final class Checked extends MethodVisitor {
        private final Set<Label> behind = new HashSet<>();

        Checked(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitCheck();
        }

        @Override
        public void visitLabel(Label label) {
            behind.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (behind.contains(label)) {
                visitCheck();
            }
            super.visitJumpInsn(opcode, label);
        }

        private void visitCheck() {
            visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
        }
    }

    private static final class CellStoppedError extends Error {
        private static final long serialVersionUID = 1L;

        CellStoppedError() {
            super("the cell was stopped", null, false, false);
        }
    }
}
