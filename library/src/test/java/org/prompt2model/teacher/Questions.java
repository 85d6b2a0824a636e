package org.prompt2model.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Work of a number of questions that keeps every reply. */
final class Questions implements Dispatcher.Work {
    final List<Reply> replies = new ArrayList<>();
    private final int number;
    private final IntFunction<Question> question;
    private int asked;

    Questions(int number, IntFunction<Question> question) {
        this.number = number;
        this.question = question;
    }

    /** Questions that differ in their number alone. */
    static Questions of(int number) {
        return new Questions(number, i -> new Question("Question " + i, 0, i, 50));
    }

    @Override
    public Optional<Question> next() {
        return asked == number ? Optional.empty() : Optional.of(question.apply(asked++));
    }

    @Override
    public void take(int request, Question asked, Reply reply) {
        replies.add(reply);
    }

    Questions ask(Teacher teacher, int window) {
        Dispatcher.run("test", teacher, new Budget(BudgetLimits.NONE), window, this);
        return this;
    }
}
