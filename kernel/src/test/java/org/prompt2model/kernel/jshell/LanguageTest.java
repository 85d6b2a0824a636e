package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What users expect of Java in a notebook, one row a scenario: the cells, and the result of the last. */
class LanguageTest {
    private static final int RECORD_PATTERNS_FROM = 21;

    private record Scenario(String name, Object result, List<String> cells) {
        void play() {
            try (Notebook notebook = new Notebook()) {
                notebook.cell(cells.get(0));
                cells.stream().skip(1).forEach(notebook::then);
                notebook.returns(result);
            }
        }
    }

    private static Scenario scenario(String name, Object result, String... cells) {
        return new Scenario(name, result, List.copyOf(Arrays.asList(cells)));
    }

    @TestFactory
    Stream<DynamicTest> language() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(results());
        all.addAll(variablesSurvive());
        all.addAll(declarationsAcrossCells());
        all.addAll(constructs());
        all.addAll(exceptionsWithoutCeremony());
        if (Runtime.version().feature() >= RECORD_PATTERNS_FROM) {
            all.addAll(patterns());
        }
        return all.stream().map(each -> DynamicTest.dynamicTest(each.name(), each::play));
    }

    private static List<Scenario> results() {
        return List.of(
                scenario("the last expression is the result", 42, "int x = 40;\nint y = 2;\nx + y"),
                scenario("the last expression may end in a semicolon", 3, "1 + 2;"),
                scenario("a variable's name is its value", 5, "int x = 5", "x"),
                scenario("a statement has no result", null, "if (true) { int a = 1; }"),
                scenario("a loop has no result", null, "for (int i = 0; i < 3; i++) { }"),
                scenario("an assignment has no result", null, "int x = 1", "x = 2"),
                scenario("a declaration has no result", null, "int x = 1"),
                scenario("a method that returns nothing has no result", null, "void f() { }", "f()"),
                scenario("an expression before a declaration is no result", null, "1 + 1;\nint x = 3"),
                scenario("null is no result", null, "String s = null", "s"),
                scenario("a comment behind the expression is ignored", 2, "1 + 1 // two"),
                scenario("a comment below the expression is ignored", 2, "1 + 1\n// two\n/* 2 */\n"),
                scenario("a cell of comments does nothing", null, "// nothing\n/* at all */"),
                scenario("an empty cell does nothing", null, "  \n\t\n"),
                scenario("a lone semicolon does nothing", null, ";"),
                scenario("two statements may share a line", 3, "int a = 1; int b = 2; a + b"),
                scenario(
                        "comments may stand between declarations",
                        3,
                        "// one\nint a = 1;\n/** two */\nint b = 2;\na + b"),
                scenario(
                        "an annotation may precede a method",
                        1,
                        "@SuppressWarnings(\"all\")\nint f() { return 1; }",
                        "f()"),
                scenario(
                        "a chain over several lines is one expression",
                        6,
                        "java.util.stream.IntStream.range(0, 4)\n    .map(i -> i)\n    .sum()"));
    }

    private static List<Scenario> variablesSurvive() {
        return List.of(
                scenario(
                        "a redefined method that they use",
                        43,
                        "int f() { return 1; }",
                        "int x = f() + 40",
                        "int f() { return 2; }",
                        "x + f()"),
                scenario(
                        "a redefined method that does not compile", 5, "int f() { return 1; }", "int x = f() + 4", "x"),
                scenario(
                        "a redefined class of the same shape",
                        "[1]",
                        "class A { int n = 1; public String toString() { return \"A\"; } }",
                        "var list = new java.util.ArrayList<Integer>(); list.add(new A().n);",
                        "class A { int n = 2; }",
                        "list.toString()"),
                scenario(
                        "a redefined record that their initializer made",
                        "[P[x=1]]",
                        "record P(int x) {}",
                        "var all = new java.util.ArrayList<Object>(java.util.List.of(new P(1)))",
                        "record P(int x, int y) {}",
                        "all.toString()"),
                scenario(
                        "a redefined method that their initializer called",
                        5,
                        "int f(int n) { return n; }",
                        "var n = f(5)",
                        "void f(int n) { }",
                        "n"),
                scenario(
                        "a redefined record",
                        7,
                        "record P(int x) {}",
                        "int kept = new P(7).x()",
                        "record P(int x, int y) {}",
                        "kept"),
                scenario(
                        "a redefined enum",
                        "RED",
                        "enum Colour { RED }",
                        "String kept = Colour.RED.name()",
                        "enum Colour { RED, BLUE }",
                        "kept"),
                scenario(
                        "an import",
                        5,
                        "var list = new java.util.ArrayList<Integer>(); list.add(5);",
                        "import java.util.concurrent.*;",
                        "list.get(0)"),
                scenario(
                        "an import that is repeated",
                        5,
                        "import java.util.*;",
                        "List<Integer> list = new ArrayList<>(List.of(5))",
                        "import java.util.*;\nimport java.util.concurrent.*;",
                        "list.get(0)"),
                scenario("a static import", 3, "int x = 3", "import static java.lang.Math.*;", "x + (int) abs(0)"),
                scenario(
                        "a failing cell",
                        3,
                        "int x = 3",
                        "try { throw new Exception(); } catch (Exception e) { }",
                        "x"),
                scenario(
                        "a redefined interface that their class implements",
                        "hi",
                        "interface Greeter { String greet(); }",
                        "class Hi implements Greeter { public String greet() { return \"hi\"; } }",
                        "String kept = new Hi().greet()",
                        "interface Greeter { String greet(); default int n() { return 1; } }",
                        "kept"),
                scenario("a redeclaration of another variable", 1, "int a = 1; int b = 2;", "String b = \"two\"", "a"),
                scenario("their own redeclaration with another type", "text", "int a = 1", "String a = \"text\"", "a"),
                scenario(
                        "a redefinition twice over",
                        3,
                        "int f() { return 1; }",
                        "int x = 2 + f()",
                        "int f() { return 2; }",
                        "int f() { return 3; }",
                        "x"),
                scenario(
                        "the same class, run again",
                        5,
                        "class A { int n = 1; }",
                        "A a = new A(); a.n = 5;",
                        "class A { int n = 1; }",
                        "a.n"),
                scenario(
                        "a redefined method that their class uses",
                        5,
                        "int f() { return 1; }",
                        "class A { int n = f(); int g() { return f(); } }",
                        "A a = new A(); a.n = 3;",
                        "int f() { return 2; }",
                        "a.n + a.g()"),
                scenario(
                        "a redefined method with more lambdas",
                        7,
                        "int f() { return 1; }",
                        "record A(int n) { int g() { return f() + n; } }",
                        "A a = new A(4)",
                        "int f() { java.util.function.IntSupplier s = () -> 3; return s.getAsInt(); }",
                        "a.g()"),
                scenario(
                        "a redefined method with a local class",
                        7,
                        "int f() { return 1; }",
                        "record A(int n) { int g() { return f() + n; } }",
                        "A a = new A(4)",
                        "int f() { class L { int n = 3; } return new L().n; }",
                        "a.g()"),
                scenario(
                        "a redefined recursive method",
                        24,
                        "int f(int n) { return n; }",
                        "record A(int n) { int g() { return f(n); } }",
                        "A a = new A(4)",
                        "int f(int n) { return n < 2 ? 1 : n * f(n - 1); }",
                        "a.g()"),
                scenario(
                        "static fields survive a redefined method",
                        9,
                        "int f() { return 1; }",
                        "class A { static int n; int g() { return f(); } }",
                        "A.n = 9;",
                        "int f() { return 2; }",
                        "A.n"),
                scenario(
                        "a redefined generic method",
                        "b",
                        "<T> T f(T a, T b) { return a; }",
                        "class A { String g() { return f(\"a\", \"b\"); } }",
                        "A a = new A()",
                        "<T> T f(T a, T b) { return b; }",
                        "a.g()"),
                scenario(
                        "a variable run again that their class uses",
                        5.5,
                        "double rate = 0.1",
                        "class A { double n = 1; double step() { return n + rate; } }",
                        "A a = new A(); a.n = 5;",
                        "double rate = 0.5;",
                        "a.step()"),
                scenario(
                        "a variable run again without a value",
                        0,
                        "int n = 5",
                        "class A { int m() { return n; } }",
                        "A a = new A()",
                        "int n;",
                        "a.m()"),
                scenario(
                        "a variable run again in a method and a lambda",
                        12,
                        "int n = 5",
                        "int f() { return n; }",
                        "java.util.function.IntSupplier g = () -> n + f();",
                        "int n = 6",
                        "g.getAsInt()"),
                scenario(
                        "a changed return type",
                        6,
                        "int x = 1",
                        "int f() { return x; }",
                        "long f() { return x + 4; }",
                        "(int) f() + x"),
                scenario(
                        "a method that uses them being redefined",
                        3,
                        "int x = 3",
                        "int f() { return x; }",
                        "int f() { return x + 1; }",
                        "x"));
    }

    private static List<Scenario> declarationsAcrossCells() {
        return List.of(
                scenario(
                        "a class uses an earlier one",
                        3,
                        "class A { int n() { return 3; } }",
                        "class B { int m() { return new A().n(); } }",
                        "new B().m()"),
                scenario(
                        "a class uses a later one",
                        3,
                        "class B { int m() { return new A().n(); } }",
                        "class A { int n() { return 3; } }",
                        "new B().m()"),
                scenario(
                        "classes use each other in one cell",
                        2,
                        "class A { B b() { return new B(); } int n = 2; }\nclass B { A a() { return new A(); } }",
                        "new A().b().a().n"),
                scenario(
                        "classes use each other across cells",
                        2,
                        "class A { B b() { return new B(); } int n = 2; }",
                        "class B { A a() { return new A(); } }",
                        "new A().b().a().n"),
                scenario(
                        "a subclass of a later class",
                        4,
                        "class Sub extends Base { int n() { return k() + 1; } }",
                        "class Base { int k() { return 3; } }",
                        "new Sub().n()"),
                scenario("a method uses a later method", 7, "int f() { return g(); }", "int g() { return 7; }", "f()"),
                scenario(
                        "methods may be recursive over two cells",
                        true,
                        "boolean even(int n) { return n == 0 || odd(n - 1); }",
                        "boolean odd(int n) { return n != 0 && even(n - 1); }",
                        "even(10)"),
                scenario("a method uses a later variable", 9, "int f() { return later; }", "int later = 9", "f()"),
                scenario(
                        "a method uses a later class",
                        1,
                        "P make() { return new P(1); }",
                        "record P(int x) {}",
                        "make().x()"),
                scenario(
                        "a class uses a variable of the notebook",
                        8,
                        "int base = 7",
                        "class A { int n() { return base + 1; } }",
                        "new A().n()"),
                scenario(
                        "a class changes a variable of the notebook",
                        8,
                        "int base = 7",
                        "class A { void up() { base++; } }",
                        "new A().up(); base"),
                scenario(
                        "a redefined method is used by its old callers",
                        2,
                        "int f() { return 1; }",
                        "int g() { return f(); }",
                        "int f() { return 2; }",
                        "g()"),
                scenario(
                        "a redefined class is used by its old callers",
                        2,
                        "class A { int n = 1; }",
                        "int n() { return new A().n; }",
                        "class A { int n = 2; }",
                        "n()"),
                scenario(
                        "methods may be overloaded across cells",
                        "int text",
                        "String f(int n) { return \"int\"; }",
                        "String f(String s) { return \"text\"; }",
                        "f(1) + ' ' + f(\"\")"),
                scenario(
                        "a record with a later component type",
                        5,
                        "record Line(Point from) {}",
                        "record Point(int x) {}",
                        "new Line(new Point(5)).from().x()"),
                scenario(
                        "lambdas of one cell work in another",
                        42,
                        "java.util.function.IntUnaryOperator twice = n -> 2 * n;",
                        "twice.applyAsInt(21)"),
                scenario(
                        "an interface is implemented by a lambda of another cell",
                        6,
                        "interface F { int of(int n); }",
                        "F f = n -> n + 1;",
                        "f.of(5)"),
                scenario(
                        "a class in a package import of the notebook",
                        2,
                        "import java.util.*;",
                        "class Bag { List<Integer> all = new ArrayList<>(List.of(1, 2)); }",
                        "new Bag().all.size()"));
    }

    private static List<Scenario> constructs() {
        return List.of(
                scenario("var of a lambda's result", 3, "var n = java.util.Optional.of(3)", "n.get()"),
                scenario("var of an anonymous class", 4, "var o = new Object() { int n = 4; };", "o.n"),
                scenario(
                        "generic method",
                        "a",
                        "<T> T first(java.util.List<T> list) { return list.get(0); }",
                        "first(java.util.List.of(\"a\"))"),
                scenario(
                        "generic class",
                        2,
                        "class Box<T extends Comparable<T>> { T t; Box(T t) { this.t = t; } }",
                        "new Box<>(2).t"),
                scenario(
                        "bounded wildcard",
                        6.0,
                        "double sum(java.util.Collection<? extends Number> all) { double s = 0; for (Number n : all) s += n.doubleValue(); return s; }",
                        "sum(java.util.List.of(1, 2, 3))"),
                scenario(
                        "record with a compact constructor",
                        1,
                        "record P(int x) { P { if (x < 0) x = -x; } static P of(int n) { return new P(n); } }",
                        "P.of(-1).x()"),
                scenario(
                        "sealed types in one cell",
                        2,
                        "sealed interface Shape permits Circle, Square {}\nrecord Circle(int r) implements Shape {}\nrecord Square(int a) implements Shape {}",
                        "Shape s = new Square(2); ((Square) s).a()"),
                scenario(
                        "sealed types across cells",
                        2,
                        "sealed interface Shape permits Circle, Square {}",
                        "record Circle(int r) implements Shape {}",
                        "record Square(int a) implements Shape {}",
                        "((Square) (Shape) new Square(2)).a()"),
                scenario(
                        "sealed types nested in one",
                        2,
                        "sealed interface Shape { record Circle(int r) implements Shape {} record Square(int a) implements Shape {} }",
                        "new Shape.Square(2).a()"),
                scenario(
                        "enum with a body and a switch",
                        20,
                        "enum Size { S(10), L(20); final int cm; Size(int cm) { this.cm = cm; } }",
                        "int cm(Size s) { return switch (s) { case S -> s.cm; case L -> s.cm; }; }",
                        "cm(Size.L)"),
                scenario("pattern of instanceof", 4, "Object o = \"text\"", "o instanceof String s ? s.length() : 0"),
                scenario("text block", "a\n  b\n", "String s = \"\"\"\n    a\n      b\n    \"\"\"", "s"),
                scenario(
                        "static nested type",
                        3,
                        "class Outer { static class Inner { int n = 3; } enum E { A } interface I { } record R(int x) { } }",
                        "new Outer.Inner().n"),
                scenario(
                        "inner class",
                        3,
                        "class Outer { int n = 3; class Inner { int m() { return n; } } }",
                        "new Outer().new Inner().m()"),
                scenario(
                        "static members and initializers",
                        12,
                        "class Counter { static int n; static { n = 12; } }",
                        "Counter.n"),
                scenario(
                        "annotation type",
                        true,
                        "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Mark { }",
                        "@Mark class A { }",
                        "A.class.isAnnotationPresent(Mark.class)"),
                scenario(
                        "threads",
                        10,
                        "var n = new java.util.concurrent.atomic.AtomicInteger()",
                        "var t = new Thread(() -> { for (int i = 0; i < 10; i++) n.incrementAndGet(); }); t.start(); t.join();",
                        "n.get()"),
                scenario("parallel streams", 499500L, "java.util.stream.LongStream.range(0, 1000).parallel().sum()"),
                scenario(
                        "switch expression with yield",
                        "odd",
                        "int n = 3",
                        "switch (n % 2) { case 0: yield \"even\"; default: yield \"odd\"; }"),
                scenario(
                        "arrays",
                        6,
                        "int[][] a = {{1, 2}, {3}}",
                        "int s = 0; for (int[] row : a) for (int v : row) s += v;",
                        "s"),
                scenario("several variables in one declaration", 3, "int a = 1, b = 2", "a + b"),
                scenario("final variable", 3, "final int a = 3", "a"),
                scenario(
                        "char, long, float, byte, short arithmetic",
                        10L,
                        "char c = 1; long l = 2; float f = 3; byte b = 4; short s = 0;",
                        "c + l + (int) f + b + s"),
                scenario("unicode names", 3, "int größe = 3", "größe"),
                scenario(
                        "labelled loops",
                        1,
                        "int n = 0",
                        "outer: for (int i = 0; i < 3; i++) { for (;;) { n++; break outer; } }",
                        "n"),
                scenario(
                        "try with resources",
                        "closed",
                        "class R implements AutoCloseable { static String state = \"\"; public void close() { state = \"closed\"; } }",
                        "try (R r = new R()) { R.state = \"open\"; }",
                        "R.state"),
                scenario(
                        "serialization of a cell's record",
                        5,
                        "record P(int x) implements java.io.Serializable {}",
                        "var bytes = new java.io.ByteArrayOutputStream(); var out = new java.io.ObjectOutputStream(bytes); out.writeObject(new P(5)); out.close();",
                        "((P) new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())).readObject()).x()"),
                scenario(
                        "else on a line of its own",
                        2,
                        "int n = 0",
                        "if (n > 0) {\n  n = 1;\n}\nelse {\n  n = 2;\n}",
                        "n"),
                scenario(
                        "catch and finally on lines of their own",
                        3,
                        "int n = 0",
                        "try {\n  throw new Exception();\n}\ncatch (Exception e) {\n  n = 1;\n}\nfinally {\n  n += 2;\n}",
                        "n"),
                scenario("do while", 3, "int n = 0", "do {\n  n++;\n}\nwhile (n < 3);", "n"),
                scenario("a class with a semicolon behind", 1, "class A { int n = 1; };", "new A().n"),
                scenario(
                        "modifiers of a file are allowed",
                        3,
                        "public static final int N = 3;\nprivate static int f() { return N; }\npublic class A { }\npublic static void main(String[] args) { }",
                        "main(new String[0]); f()"),
                scenario(
                        "a class named like an imported one",
                        1,
                        "import java.util.*;",
                        "class List { int n = 1; }",
                        "new List().n"),
                scenario(
                        "types declared in a block",
                        3,
                        "int n = 0",
                        "{ record R(int x) {} enum E { A } interface I {} n = new R(3).x(); }",
                        "n"),
                scenario(
                        "a value of an inaccessible class",
                        true,
                        "java.util.List.of(1).iterator()",
                        "java.util.List.of(1).iterator().hasNext()"),
                scenario("a variable of a captured type", "String", "var c = \"\".getClass()", "c.getSimpleName()"),
                scenario("braces and comment signs in texts", "{ // }", "String s = \"{ // }\"; char c = '\"';", "s"),
                scenario("a declaration over several lines", 3, "int x\n  = 1\n  + 2;", "x"),
                scenario(
                        "imports below code",
                        1,
                        "int a = 1;\nimport java.util.concurrent.atomic.*;\nnew AtomicInteger(a).get()"),
                scenario(
                        "an abstract enum",
                        3,
                        "enum Op { ADD { int of(int a, int b) { return a + b; } }; abstract int of(int a, int b); }",
                        "Op.ADD.of(1, 2)"),
                scenario(
                        "an interface's static and default methods",
                        5,
                        "interface I { static int two() { return 2; } default int three() { return 3; } }",
                        "I.two() + new I() { }.three()"),
                scenario(
                        "a record with an explicit canonical constructor",
                        1,
                        "record P(int x) { P(int x) { this.x = Math.abs(x); } P() { this(1); } }",
                        "new P().x()"),
                scenario(
                        "a functional interface of a cell that throws",
                        3,
                        "@FunctionalInterface interface Risky<T> { T get() throws Exception; }",
                        "<T> T calm(Risky<T> r) { try { return r.get(); } catch (Exception e) { throw new RuntimeException(e); } }",
                        "calm(() -> { Thread.sleep(1); return 3; })"),
                scenario(
                        "a generic method with bounds on itself",
                        3,
                        "<T extends Comparable<? super T>> T max(java.util.List<? extends T> l) { return java.util.Collections.max(l); }",
                        "max(java.util.List.of(1, 3, 2))"),
                scenario(
                        "varargs",
                        6,
                        "int sum(int... all) { int s = 0; for (int a : all) s += a; return s; }",
                        "sum(1, 2, 3)"),
                scenario("an array is a result", 2, "int[] a = {1, 2}", "((int[]) a.clone()).length"),
                scenario(
                        "service loader and reflection see the cell's classes",
                        "REPL",
                        "class A { }",
                        "Class.forName(A.class.getName(), true, Thread.currentThread().getContextClassLoader()).getPackageName()"));
    }

    private static List<Scenario> exceptionsWithoutCeremony() {
        return List.of(
                scenario(
                        "a checked exception at top level",
                        "x",
                        "java.nio.file.Files.readString(java.nio.file.Files.writeString(java.nio.file.Files.createTempFile(\"p2m\", \"\"), \"x\"))"),
                scenario(
                        "a checked exception in the initializer of a variable",
                        true,
                        "var file = java.nio.file.Files.createTempFile(\"p2m\", \"\")",
                        "java.nio.file.Files.deleteIfExists(file)"),
                scenario(
                        "a checked exception in a loop at top level",
                        2,
                        "int n = 0",
                        "for (int i = 0; i < 2; i++) { Thread.sleep(1); n++; }",
                        "n"),
                scenario(
                        "a checked exception of a method that declares it",
                        1,
                        "int f() throws Exception { return 1; }",
                        "f()"),
                scenario(
                        "a checked exception in a Callable",
                        1,
                        "java.util.concurrent.Callable<Integer> c = () -> { Thread.sleep(1); return 1; };",
                        "c.call()"));
    }

    private static List<Scenario> patterns() {
        return List.of(
                scenario(
                        "switch over sealed types",
                        12,
                        "sealed interface Shape permits Circle, Square {}\nrecord Circle(int r) implements Shape {}\nrecord Square(int a) implements Shape {}",
                        "int area(Shape s) { return switch (s) { case Circle c -> 3 * c.r() * c.r(); case Square(int a) -> a * a; }; }",
                        "area(new Circle(2))"),
                scenario(
                        "switch over sealed types of several cells",
                        12,
                        "sealed interface Shape permits Circle, Square {}",
                        "record Circle(int r) implements Shape {}",
                        "record Square(int a) implements Shape {}",
                        "int area(Shape s) { return switch (s) { case Circle c -> 3 * c.r() * c.r(); case Square(int a) -> a * a; }; }",
                        "area(new Circle(2))"),
                scenario(
                        "guarded patterns",
                        "long",
                        "Object o = \"a long text\"",
                        "switch (o) { case String s when s.length() > 5 -> \"long\"; case String s -> s; default -> \"other\"; }"),
                scenario(
                        "virtual threads",
                        1,
                        "int n = 0",
                        "var t = Thread.ofVirtual().start(() -> n++); t.join();",
                        "n"));
    }
}
