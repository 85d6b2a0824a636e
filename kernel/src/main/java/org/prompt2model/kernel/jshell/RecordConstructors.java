package org.prompt2model.kernel.jshell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Makes the constructors of a record public where they say nothing. JShell makes every record public, and Java then
 * refuses the usual {@code record P(int x) { P { check(x); } }}: its constructor would be less accessible than it.
 */
final class RecordConstructors {
    /** What is inserted. */
    static final String INSERTED = "public ";

    private static final Pattern RECORD = Pattern.compile("\\brecord\\s+(\\w+)(?s:.*)\\b\\1\\s*[({]");
    private static final Set<Modifier> ACCESS = Set.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);

    private RecordConstructors() {}

    /** Offsets in a snippet before which {@link #INSERTED} is missing, in ascending order. */
    static List<Integer> missing(String source) {
        if (!RECORD.matcher(source).find()) {
            return List.of();
        }
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(new Text(source)));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<Integer> missing = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type.getKind() == Tree.Kind.RECORD) {
                        ((ClassTree) type)
                                .getMembers().stream()
                                        .filter(RecordConstructors::needsAccess)
                                        .forEach(each -> missing.add((int) positions.getStartPosition(unit, each)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("source in memory cannot be read", e);
        }
        missing.removeIf(offset -> offset < 0);
        missing.sort(null);
        return missing;
    }

    private static boolean needsAccess(Tree member) {
        return member instanceof MethodTree method
                && method.getName().contentEquals("<init>")
                && method.getModifiers().getFlags().stream().noneMatch(ACCESS::contains);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
        }
    }
}
