package org.prompt2model.kernel.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Executes snippets in this JVM and keeps what they returned or threw as objects.
 *
 * <p>JShell's own {@code LocalExecutionControl} hands back texts only, and on JDK 25 it breaks code that spans two
 * snippets (JDK-8366926).
 */
final class CellControl extends DirectExecutionControl {
    private final SnippetClasses classes;
    private final SnippetThread thread;
    private Object value;
    private Throwable thrown;

    CellControl(SnippetClasses classes, SnippetThread thread) {
        super(classes);
        this.classes = classes;
        this.thread = thread;
    }

    /** Forgets the last value and exception. */
    void forget() {
        value = null;
        thrown = null;
    }

    Object value() {
        return value;
    }

    Throwable thrown() {
        return thrown;
    }

    ExecutionControlProvider provider() {
        CellControl control = this;
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cells";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
    }

    /** JShell tells nobody when the compiler broke and left no class to run. */
    @Override
    public String invoke(String className, String method)
            throws RunException, EngineTerminationException, InternalException {
        try {
            return super.invoke(className, method);
        } catch (InternalException e) {
            thrown = e;
            throw e;
        }
    }

    /** Returns no text: asking a user's object for one costs time, and may fail. */
    @Override
    protected String invoke(Method snippet) throws Exception {
        forget();
        try {
            value = thread.run(() -> snippet.invoke(null), classes.loader());
            return "";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            thrown = cause instanceof InvocationTargetException ? cause.getCause() : cause;
            throw new InvocationTargetException(CellTrace.of(thrown));
        }
    }

    /** Replaces code in place where nothing else changed; else JShell replaces the class and compiles its users anew. */
    @Override
    public void redefine(ClassBytecodes[] changed) throws NotImplementedException {
        if (!classes.redefine(changed)) {
            throw new NotImplementedException("more than code changed");
        }
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            Field variable = classes.holder(className).getDeclaredField(varName);
            variable.setAccessible(true);
            return valueString(variable.get(null));
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
    }

    /** Does work where snippets are run. */
    Object call(Callable<?> work) throws ExecutionException {
        return thread.run(work::call, classes.loader());
    }

    @Override
    public void stop() {
        thread.interrupt();
    }
}
