package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** The imports that would make an unknown name known. */
final class Imports {
    private static final int MOST = 5;
    private static final int PATIENCE_MILLIS = 2000;
    private static final int PERIOD_MILLIS = 20;

    private final Supplier<SourceCodeAnalysis> analyses;
    private final Optional<ClassIndex> index;

    /** @param index of classes that JShell does not list itself */
    Imports(Supplier<SourceCodeAnalysis> analyses, Optional<ClassIndex> index) {
        this.analyses = analyses;
        this.index = index;
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
                : Stream.concat(names.getNames().stream(), indexed(name))
                        .distinct()
                        .filter(each -> each.endsWith("." + name) && !internal(each))
                        .sorted(Comparator.comparing((String each) -> !each.startsWith("java."))
                                .thenComparingInt(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(MOST)
                        .map(each -> "import " + each + ";")
                        .toList();
    }

    private Stream<String> indexed(String name) {
        return index.stream()
                .flatMap(classes -> classes.named(name).stream())
                .filter(Imports::isPublic)
                .map(ClassIndex.Entry::name);
    }

    private static boolean isPublic(ClassIndex.Entry entry) {
        try {
            return entry.isPublic();
        } catch (IOException e) {
            throw new UncheckedIOException(entry.jar() + " cannot be read", e);
        }
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
