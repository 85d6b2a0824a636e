import org.prompt2model.model.Student;
int status = 1;
try (Student student = promptToModel(java.nio.file.Files.readString(java.nio.file.Path.of(System.getProperty("prompt2model.file"))))) {
    System.out.println(student.card());
    status = 0;
} catch (Exception e) {
    System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
}
/exit status
