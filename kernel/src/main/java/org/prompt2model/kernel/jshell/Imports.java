package org.prompt2model.kernel.jshell;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** The imports that would make an unknown name known. */
final class Imports {
    private static final int MOST = 5;
    private static final int PATIENCE_MILLIS = 2000;
    private static final int PERIOD_MILLIS = 20;

    private final Supplier<SourceCodeAnalysis> analyses;

    Imports(Supplier<SourceCodeAnalysis> analyses) {
        this.analyses = analyses;
    }

    /** One import a line, those of the JDK's public packages first; none where the name is known, or known nowhere. */
    List<String> curing(String name) {
        if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
            return List.of();
        }
        SourceCodeAnalysis analysis = analyses.get();
        QualifiedNames names = analysis.listQualifiedNames(name, name.length());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!names.isUpToDate() && System.nanoTime() < end && pause()) {
            names = analysis.listQualifiedNames(name, name.length());
        }
        return names.isResolvable()
                ? List.of()
                : names.getNames().stream()
                        .filter(each -> each.endsWith("." + name) && !internal(each))
                        .sorted(Comparator.comparing((String each) -> !each.startsWith("java."))
                                .thenComparingInt(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(MOST)
                        .map(each -> "import " + each + ";")
                        .toList();
    }

    private static boolean internal(String name) {
        return name.startsWith("sun.") || name.startsWith("com.sun.") || name.contains(".internal.");
    }

    /** Waits for JShell, which lists the class path in the background. */
    private static boolean pause() {
        try {
            Thread.sleep(PERIOD_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
