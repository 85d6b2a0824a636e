package org.prompt2model.kernel;

import java.lang.reflect.Proxy;

/** The signal that Ctrl+C sends. Java has no public way to it, so a JVM without this one just keeps its own. */
final class InterruptSignal {
    private InterruptSignal() {}

    /** Does the work at each such signal, in place of ending the JVM. */
    static void handle(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls = Proxy.newProxyInstance(
                    InterruptSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            work.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), calls);
        } catch (ReflectiveOperationException e) {
            System.err.println("Only Jupyter's button interrupts a cell here, not the signal INT: " + e);
        }
    }
}
