package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.prompt2model.corpus.Example;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;

/** A teacher whose replies a test writes. */
final class ScriptedTeacher implements Teacher {
    private static final Pattern WANTED = Pattern.compile("Write (\\d+) new");

    /** In the order in which they were asked; of a teacher asked on several threads, in any. */
    final List<Question> asked = Collections.synchronizedList(new ArrayList<>());

    private final Function<Question, Reply> script;
    private final double worstCaseUsd;
    private int inFlight = 1;

    ScriptedTeacher(double worstCaseUsd, Function<Question, Reply> script) {
        this.worstCaseUsd = worstCaseUsd;
        this.script = script;
    }

    /** Replies that cost nothing. */
    static ScriptedTeacher saying(Function<Question, String> script) {
        return new ScriptedTeacher(0, question -> new Reply.Text(script.apply(question), 1, 1, 0));
    }

    /** Says one thing to prompts for new rows, another to prompts for answers. */
    static ScriptedTeacher saying(Function<Question, String> rows, Function<Question, String> answers) {
        return saying(question -> wantsAnswers(question) ? answers.apply(question) : rows.apply(question));
    }

    ScriptedTeacher inFlight(int most) {
        inFlight = most;
        return this;
    }

    static boolean wantsAnswers(Question question) {
        return question.prompt().contains("## Inputs to answer");
    }

    /** How many new examples or inputs a prompt asks for. */
    static int wanted(Question question) {
        Matcher matcher = WANTED.matcher(question.prompt());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** As many texts under numbers as a prompt for inputs asks for. */
    static String inputs(Question question, IntFunction<String> text) {
        return numbered(
                IntStream.rangeClosed(1, wanted(question)).mapToObj(text).toList());
    }

    /** Texts under numbers. */
    static String numbered(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> "\"" + (i + 1) + "\": \"" + texts.get(i) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Examples in an array. */
    static String pairs(Example... examples) {
        return Arrays.stream(examples)
                .map(example -> "{\"input\": \"%s\", \"output\": \"%s\"}".formatted(example.input(), example.output()))
                .collect(Collectors.joining(", ", "{\"examples\": [", "]}"));
    }

    @Override
    public String name() {
        return "test:scripted";
    }

    @Override
    public boolean rehearsal() {
        return false;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public Reply ask(Question question) {
        asked.add(question);
        return script.apply(question);
    }

    @Override
    public double worstCaseUsd(Question question) {
        return worstCaseUsd;
    }

    @Override
    public Teacher forTask(String instruction, List<Example> demonstrations) {
        return this;
    }

    @Override
    public Table predict(Table rows) {
        return rows.copy();
    }
}
