import org.prompt2model.model.Student;
try (Student student = Student.open(java.nio.file.Path.of(System.getProperty("prompt2model.file")));
        AutoCloseable demo = serve(student)) {
    System.out.println("Press Ctrl+C to end it.");
    new java.util.concurrent.CountDownLatch(1).await();
} catch (Exception e) {
    System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
}
/exit 1
