int port = Integer.getInteger("prompt2model.port", 0);
try (Student student = Student.open(Path.of(System.getProperty("prompt2model.file"))); Demo demo = serve(student, ServeOptions.defaults().port(port))) {
    System.out.println("Open " + demo.uri() + " in a browser, or POST {\"input\": \"...\"} to " + demo.uri() + "predict. Ctrl+C ends it.");
    new java.util.concurrent.CountDownLatch(1).await();
} catch (Exception e) {
    System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
}
/exit 1
