package org.prompt2model;

import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.SplitOptions;
import org.prompt2model.corpus.Splits;
import org.prompt2model.evaluation.Comparison;
import org.prompt2model.evaluation.ComparisonOptions;
import org.prompt2model.evaluation.Diversity;
import org.prompt2model.evaluation.DiversityOptions;
import org.prompt2model.evaluation.EvaluationOptions;
import org.prompt2model.evaluation.Evaluator;
import org.prompt2model.generation.DatasetGenerator;
import org.prompt2model.generation.DatasetTransformer;
import org.prompt2model.generation.GenerationOptions;
import org.prompt2model.generation.Lineage;
import org.prompt2model.generation.Plan;
import org.prompt2model.generation.TransformOptions;
import org.prompt2model.model.DecodingOptions;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.PromptOptions;
import org.prompt2model.prompt.PromptParser;
import org.prompt2model.prompt.Task;
import org.prompt2model.report.Charts;
import org.prompt2model.report.ReportOptions;
import org.prompt2model.report.RunReport;
import org.prompt2model.retrieval.DatasetLoader;
import org.prompt2model.retrieval.DatasetRetrievalOptions;
import org.prompt2model.retrieval.DatasetRetriever;
import org.prompt2model.retrieval.LoadOptions;
import org.prompt2model.retrieval.ModelRetrievalOptions;
import org.prompt2model.retrieval.ModelRetriever;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Run;
import org.prompt2model.run.SplitStage;
import org.prompt2model.serving.Demo;
import org.prompt2model.serving.Review;
import org.prompt2model.serving.ServeOptions;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.TeacherOptions;
import org.prompt2model.teacher.Teachers;
import org.prompt2model.training.FineTuning;
import org.prompt2model.training.TrainingOptions;
import org.prompt2model.training.Tuning;
import org.prompt2model.training.TuningOptions;
import tech.tablesaw.api.Table;

/**
 * The stage functions, to be imported statically. Each takes and returns tables, stores what it made in the run folder,
 * and answers from there when it is called again with the same inputs, options and seed. Bad input raises
 * {@link org.prompt2model.corpus.Prompt2ModelException} before anything is spent.
 */
public final class Prompt2Model {
    private Prompt2Model() {}

    /** Makes a folder the run folder from now on; {@code PROMPT2MODEL_RUN} sets the first one. */
    public static Run useRun(String folder) {
        return Run.use(Path.of(folder));
    }

    /** Splits a prompt into instruction and examples. */
    public static Task parsePrompt(String prompt) {
        return parsePrompt(prompt, PromptOptions.defaults());
    }

    /** Splits a prompt into instruction and examples; a free one is read by the teacher of the options. */
    public static Task parsePrompt(String prompt, PromptOptions options) {
        return PromptParser.parse(prompt, options);
    }

    /** Public datasets that may serve the task, best first. */
    public static Table retrieveDatasets(Task task) {
        return retrieveDatasets(task, DatasetRetrievalOptions.defaults());
    }

    /** Public datasets that may serve the task, best first. */
    public static Table retrieveDatasets(Task task, DatasetRetrievalOptions options) {
        return DatasetRetriever.retrieve(task, options);
    }

    /** Rows of a shipped dataset, a file or a folder, as data rows. */
    public static Table loadDataset(Task task, String dataset) {
        return loadDataset(task, dataset, LoadOptions.defaults());
    }

    /** Rows of a shipped dataset, a file or a folder, as data rows. */
    public static Table loadDataset(Task task, String dataset, LoadOptions options) {
        return DatasetLoader.load(task, dataset, options);
    }

    /** Rows of another dataset rewritten for the task by the teacher. */
    public static Table transformDataset(Task task, Table rows) {
        return transformDataset(task, rows, TransformOptions.defaults());
    }

    /** Rows of another dataset rewritten for the task by the teacher. */
    public static Table transformDataset(Task task, Table rows, TransformOptions options) {
        return DatasetTransformer.transform(task, rows, options);
    }

    /** New rows for the task, written by the teacher; {@code examples} of them kept. */
    public static Table generateDataset(Task task, int examples) {
        return generateDataset(task, examples, GenerationOptions.defaults());
    }

    /** New rows for the task, written by the teacher; {@code examples} of them kept. */
    public static Table generateDataset(Task task, int examples, GenerationOptions options) {
        return DatasetGenerator.generate(task, examples, options);
    }

    /** By what generated inputs are to differ, as the teacher sees it: to look at, edit, and hand to the options. */
    public static Plan planDataset(Task task) {
        return planDataset(task, GenerationOptions.defaults());
    }

    /** By what generated inputs are to differ, as the teacher sees it: to look at, edit, and hand to the options. */
    public static Plan planDataset(Task task, GenerationOptions options) {
        return DatasetGenerator.plan(task, options);
    }

    /** How the teacher would rewrite these rows for the task: to look at, edit, and hand to the options. */
    public static String planTransformation(Task task, Table rows) {
        return planTransformation(task, rows, TransformOptions.defaults());
    }

    /** How the teacher would rewrite these rows for the task: to look at, edit, and hand to the options. */
    public static String planTransformation(Task task, Table rows, TransformOptions options) {
        return DatasetTransformer.plan(task, rows, options);
    }

    /** Where a row comes from: prompts, replies, votes, checks, cost; rows are numbered from 0. */
    public static Lineage lineage(Table table, int row) {
        return Lineage.of(table, row);
    }

    /** How varied the inputs of tables of data rows are, a row a table; of a single one, a row a source. */
    public static Table diversity(Table... tables) {
        return diversity(List.of(tables), DiversityOptions.defaults());
    }

    /** How varied the inputs of tables of data rows are, a row a table; of a single one, a row a source. */
    public static Table diversity(List<Table> tables, DiversityOptions options) {
        return Diversity.measure(tables, options);
    }

    /** A page to accept, edit or drop rows with the keyboard; its {@code table()} is the rows as decided. Close it. */
    public static Review review(Table rows) {
        return review(rows, ServeOptions.defaults());
    }

    /** A page to accept, edit or drop rows with the keyboard; its {@code table()} is the rows as decided. Close it. */
    public static Review review(Table rows, ServeOptions options) {
        return Review.of(rows, options);
    }

    /** Train, validation and test rows; near-duplicates never fall on two sides. */
    public static Splits split(Table... corpora) {
        return split(List.of(corpora), SplitOptions.defaults());
    }

    /** Train, validation and test rows of one table. */
    public static Splits split(Table corpus, SplitOptions options) {
        return split(List.of(corpus), options);
    }

    /** Train, validation and test rows of several tables. */
    public static Splits split(List<Table> corpora, SplitOptions options) {
        return SplitStage.split(corpora, options);
    }

    /** Base models that may serve the task, best first. */
    public static Table retrieveModels(Task task) {
        return retrieveModels(task, ModelRetrievalOptions.defaults());
    }

    /** Base models that may serve the task, best first. */
    public static Table retrieveModels(Task task, ModelRetrievalOptions options) {
        return ModelRetriever.retrieve(task, options);
    }

    /** A student, trained from the model on the splits with settings that suit it; close it. */
    public static Student fineTune(Task task, String model, Splits data) {
        return fineTune(task, model, data, suiting(model, data));
    }

    /** A student, trained from the model on the splits; close it. */
    public static Student fineTune(Task task, String model, Splits data, TrainingOptions options) {
        return FineTuning.fineTune(task, model, data, options);
    }

    /** Trainings with other hyper-parameters, one row a trial. */
    public static Table tune(Task task, String model, Splits data) {
        return tune(task, model, data, TuningOptions.defaults().training(suiting(model, data)));
    }

    /** Trainings with other hyper-parameters, one row a trial. */
    public static Table tune(Task task, String model, Splits data, TuningOptions options) {
        return Tuning.tune(task, model, data, options);
    }

    /** The student of the best trial of {@link #tune}; close it. */
    public static Student bestStudent(Table trials) {
        return Tuning.bestStudent(trials);
    }

    /** The rows with the model's {@code prediction} and {@code confidence}. */
    public static Table predict(Predictor model, Table rows) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.name());
        facts.put("rows", Fingerprint.of(rows));
        return Run.current().call("predict", facts, () -> model.predict(rows));
    }

    /** The rows with the student's {@code prediction} and {@code confidence}, decoded as the options say. */
    public static Table predict(Student student, Table rows, DecodingOptions options) {
        return predict(student.decoding(options), rows);
    }

    /** Scores of predictions, with 95% intervals and signatures. */
    public static Table evaluate(Table predictions) {
        return evaluate(predictions, EvaluationOptions.defaults());
    }

    /** Scores of predictions, with 95% intervals and signatures. */
    public static Table evaluate(Table predictions, EvaluationOptions options) {
        return Evaluator.evaluate(predictions, options);
    }

    /** Quality, size, speed and cost of models on the same rows; significance against the first. */
    public static Table compare(Table test, Predictor... models) {
        return compare(test, List.of(models), ComparisonOptions.defaults());
    }

    /** Quality, size, speed and cost of models on the same rows; significance against the first. */
    public static Table compare(Table test, List<Predictor> models, ComparisonOptions options) {
        return Comparison.compare(test, models, options);
    }

    /** A web page and an HTTP interface for the student on this machine; close it. */
    public static Demo serve(Student student) {
        return serve(student, ServeOptions.defaults());
    }

    /** A web page and an HTTP interface for the student; close it. */
    public static Demo serve(Student student, ServeOptions options) {
        return Demo.serve(student, options);
    }

    /** One HTML page (and Markdown beside it) of everything done in this run; its path. */
    public static Path report(String title) {
        return report(title, ReportOptions.defaults());
    }

    /** One HTML page (and Markdown beside it) of everything done in this run; its path. */
    public static Path report(String title, ReportOptions options) {
        return RunReport.write(Run.current(), title, options);
    }

    /** From a prompt to a student: all stages in order, with a report at the end. */
    public static Student promptToModel(String prompt) {
        return promptToModel(prompt, PromptToModelOptions.defaults());
    }

    /** From a prompt to a student: all stages in order, with a report at the end. */
    public static Student promptToModel(String prompt, PromptToModelOptions options) {
        Task task = parsePrompt(prompt, options.prompt());
        retrieveDatasets(task);
        Table models = retrieveModels(task);
        String model = options.model().isEmpty() ? models.stringColumn("model").get(0) : options.model();
        Table generated = generateDataset(task, options.examples(), options.generation());
        List<Table> corpora =
                task.examples().isEmpty() ? List.of(generated) : List.of(task.demonstrations(), generated);
        Splits data = split(corpora, SplitOptions.defaults());
        Student student = fineTune(task, model, data, options.training().orElse(suiting(model, data)));
        evaluate(predict(student, data.test()));
        report(task.name());
        return student;
    }

    /** The chart that belongs to a stage's table. */
    public static Chart<?, ?> chart(Table stageTable) {
        return Charts.chart(stageTable);
    }

    /** Tables of data rows beside each other: shares of their rows by label or by length. */
    public static Chart<?, ?> chart(Table first, Table second, Table... more) {
        return Charts.chart(
                Stream.concat(Stream.of(first, second), Stream.of(more)).toList());
    }

    /** The student's learning curve. */
    public static Chart<?, ?> chart(Student student) {
        return Charts.chart(student);
    }

    /** The teacher that the environment names, or the rehearsal; it predicts for the task that was parsed last. */
    public static Teacher teacher() {
        return bound(Teachers.fromEnvironment());
    }

    /** A teacher by name, such as {@code openai:gpt-4.1-mini}; it predicts for the task that was parsed last. */
    public static Teacher teacher(String name) {
        return bound(Teachers.of(name));
    }

    /** A teacher by name, asked within the limits of the options. */
    public static Teacher teacher(String name, TeacherOptions options) {
        return bound(Teachers.of(name, options));
    }

    /** Any LangChain4j model as a teacher of that name; set the model's own retries to 0. */
    public static Teacher teacher(ChatModel model, String name) {
        return bound(Teachers.of(model, name));
    }

    private static TrainingOptions suiting(String model, Splits data) {
        return TrainingOptions.suiting(model, data.train().rowCount());
    }

    private static Teacher bound(Teacher teacher) {
        return Run.current()
                .find(Task.class)
                .map(task -> teacher.forTask(task.instruction(), task.examples()))
                .orElse(teacher);
    }
}
