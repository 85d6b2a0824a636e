package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.prompt2model.corpus.Example;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;

/** A teacher whose replies a test writes. */
final class ScriptedTeacher implements Teacher {
    final List<Question> asked = new ArrayList<>();
    private final Function<Question, Reply> script;
    private final double worstCaseUsd;

    ScriptedTeacher(double worstCaseUsd, Function<Question, Reply> script) {
        this.worstCaseUsd = worstCaseUsd;
        this.script = script;
    }

    /** Replies that cost nothing. */
    static ScriptedTeacher saying(Function<Question, String> script) {
        return new ScriptedTeacher(0, question -> new Reply.Text(script.apply(question), 1, 1, 0));
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
