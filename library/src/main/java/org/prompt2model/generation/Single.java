package org.prompt2model.generation;

import java.util.Optional;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.Dispatcher;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;

/** One question on its own, that others are to build on. */
final class Single implements Dispatcher.Work {
    private Optional<Question> question;
    private Optional<Reply> taken = Optional.empty();

    private Single(Question question) {
        this.question = Optional.of(question);
    }

    /** The reply; empty where the budget has no room for the question. */
    static Optional<Reply> ask(String stage, Teacher teacher, Budget budget, Question question) {
        Single work = new Single(question);
        Dispatcher.run(stage, teacher, budget, 1, work);
        return work.taken;
    }

    @Override
    public Optional<Question> next() {
        Optional<Question> next = question;
        question = Optional.empty();
        return next;
    }

    @Override
    public void take(int request, Question asked, Reply reply) {
        taken = Optional.of(reply);
    }
}
