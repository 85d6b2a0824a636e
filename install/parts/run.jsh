import org.prompt2model.PromptToModelOptions;

PromptToModelOptions options() {
    int examples = Integer.getInteger("prompt2model.examples", 0);
    return examples == 0 ? PromptToModelOptions.defaults() : PromptToModelOptions.defaults().examples(examples);
}

void tell(StageRecord stage) {
    switch (stage.stage()) {
        case "evaluate" -> display(((Table) stage.result()).rejectColumns("signature"));
        case "fineTune" -> System.out.println("Try it   install/prompt2model serve " + Run.current().file("students/" + stage.facts().get("student")));
        case "report" -> System.out.println("Report   " + stage.result());
        default -> {}
    }
}

int status = 1;
try {
    Path prompt = Path.of(System.getProperty("prompt2model.file"));
    System.out.println("From " + prompt + " to a student; teacher: " + teacher().name() + "; everything goes to " + Run.current().folder());
    try (Student student = promptToModel(Files.readString(prompt), options())) {
        Run.current().records().forEach(stage -> tell(stage));
    }
    status = 0;
} catch (Exception e) {
    System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
}
/exit status
