package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * What cells get when they call certain methods of the JDK: those that would end the kernel, write past the notebook, or
 * wait without listening to an interrupt. No class of the JDK is changed, only the calls in the code of cells.
 */
public final class CellCalls {
    private static final String HERE = Type.getInternalName(CellCalls.class);

    /** Owner, name and type of a method, and the name of the one here that is called instead. */
    private static final Map<String, String> REPLACED = Map.ofEntries(
            Map.entry("java/lang/System.exit(I)V", "exit"),
            Map.entry("java/lang/Runtime.exit(I)V", "exit"),
            Map.entry("java/lang/Runtime.halt(I)V", "exit"),
            Map.entry("java/lang/ProcessBuilder.start()Ljava/lang/Process;", "start"),
            Map.entry("java/util/concurrent/locks/Lock.lock()V", "lock"),
            Map.entry("java/util/concurrent/locks/ReentrantLock.lock()V", "lock"));

    private CellCalls() {}

    /** In place of {@link System#exit}. */
    @SuppressWarnings("DoNotCallSuggester") // Cells are what calls it.
    public static void exit(int status) {
        throw new Prompt2ModelException(
                "A cell asked to end Java with status " + status,
                "the kernel lives in the same Java, so this would end the notebook's session",
                "leave the call out; to end the kernel, use Jupyter's own menu or button; in a terminal, /exit");
    }

    /** In place of {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }

    /** In place of {@link ProcessBuilder#start}: what a child process inherits is the notebook, not the kernel's log. */
    public static Process start(ProcessBuilder builder) throws IOException {
        return ChildProcess.start(builder);
    }

    /** In place of {@link Lock#lock}. */
    public static void lock(Lock lock) {
        boolean interrupted = false;
        while (true) {
            try {
                lock.lockInterruptibly();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                StopPoints.check();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** In place of {@link ReentrantLock#lock}: a reference to the method wants the very type. */
    public static void lock(ReentrantLock lock) {
        lock((Lock) lock);
    }

    static ClassVisitor visitor(ClassVisitor next) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
            }
        };
    }

    private static final class Calls extends MethodVisitor {
        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            String replacement = REPLACED.get(owner + "." + name + descriptor);
            if (replacement == null || opcode == Opcodes.INVOKESPECIAL) {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
            } else {
                String type = type(opcode == Opcodes.INVOKESTATIC, owner, descriptor);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HERE, replacement, type, false);
            }
        }

        /** Method references are arguments of the instruction that makes their lambda. */
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] replaced = arguments.clone();
            for (int i = 0; i < replaced.length; i++) {
                if (replaced[i] instanceof Handle handle) {
                    replaced[i] = replaced(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, replaced);
        }

        private static Handle replaced(Handle handle) {
            String replacement = REPLACED.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
            if (replacement == null || handle.getTag() == Opcodes.H_INVOKESPECIAL) {
                return handle;
            }
            boolean ofClass = handle.getTag() == Opcodes.H_INVOKESTATIC;
            String type = type(ofClass, handle.getOwner(), handle.getDesc());
            return new Handle(Opcodes.H_INVOKESTATIC, HERE, replacement, type, false);
        }

        private static String type(boolean ofClass, String owner, String descriptor) {
            return ofClass ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
        }
    }
}
