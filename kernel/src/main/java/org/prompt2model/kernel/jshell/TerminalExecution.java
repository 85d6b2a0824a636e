package org.prompt2model.kernel.jshell;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.prompt2model.run.StageInterruptedException;

/** JShell's own tool with our way to run snippets: the same stop as in notebooks, and values shown as text by us. */
public final class TerminalExecution implements ExecutionControlProvider {
    /** What {@code --execution} names. */
    public static final String NAME = "prompt2model";

    private static volatile Function<Object, String> text = String::valueOf;

    /** Found by the service loader. */
    public TerminalExecution() {}

    /** Decides how values of objects are written; texts, numbers and the like are JShell's. */
    public static void showWith(Function<Object, String> writer) {
        text = writer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        SnippetClasses classes = new SnippetClasses();
        return new Control(classes, new SnippetThread(classes::ofCell, Optional.empty()));
    }

    private static final class Control extends CellControl {
        private final SnippetThread thread;

        Control(SnippetClasses classes, SnippetThread thread) {
            super(classes, thread);
            this.thread = thread;
        }

        @Override
        protected String invoke(Method snippet) throws Exception {
            thread.beginCell();
            try {
                super.invoke(snippet);
            } catch (Exception e) {
                if (!thread.interrupted()) {
                    throw e;
                }
            } finally {
                thread.endCell();
            }
            if (thread.interrupted()) {
                if (thrown() instanceof StageInterruptedException stage) {
                    System.err.println(stage.getMessage());
                }
                throw new StoppedException();
            }
            return written(value());
        }

        private static String written(Object value) {
            boolean plain = value == null
                    || value instanceof CharSequence
                    || value instanceof Number
                    || value instanceof Character
                    || value instanceof Boolean
                    || value.getClass().isArray();
            return plain ? valueString(value) : text.apply(value);
        }
    }
}
