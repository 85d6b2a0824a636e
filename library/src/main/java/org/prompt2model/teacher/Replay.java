package org.prompt2model.teacher;

import java.util.List;
import java.util.Optional;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Settings;
import tech.tablesaw.api.Table;

/**
 * A teacher whose every reply is in the journal of the run: nothing is asked, nothing is paid, no key is needed. It goes
 * by the name of the teacher that answered, so that stored tables are found as well.
 */
final class Replay implements Teacher {
    static final String NAME = "replay";

    private static final int SHOWN = 100;

    private final String name;

    private Replay(String name) {
        this.name = name;
    }

    /** Whether the environment says that nothing but the journal answers. */
    static boolean wanted() {
        return Settings.get(Teachers.TEACHER)
                .filter(teacher -> teacher.equals(NAME) || teacher.startsWith(NAME + ":"))
                .isPresent();
    }

    /**
     * @param asked {@code replay}, or {@code replay:<name of a teacher>}
     * @throws Prompt2ModelException if no teacher is named, and the journal holds none or several
     */
    static Teacher of(String asked) {
        if (asked.length() > NAME.length() + 1) {
            return new Replay(asked.substring(NAME.length() + 1));
        }
        List<String> teachers = Journal.current().teachers();
        if (teachers.size() != 1) {
            throw new Prompt2ModelException(
                    "It is not clear which teacher to replay",
                    teachers.isEmpty()
                            ? "the journal of this run holds no replies"
                            : "the journal of this run holds replies of " + String.join(", ", teachers),
                    teachers.isEmpty()
                            ? "set PROMPT2MODEL_RUN to the folder of the run, whose journal.jsonl holds the replies"
                            : "name one: " + Teachers.TEACHER + "=" + NAME + ":" + teachers.get(0));
        }
        return new Replay(teachers.get(0));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean rehearsal() {
        return name.contains(Rehearsal.LABEL);
    }

    @Override
    public Reply ask(Question question) {
        return Journal.current().findAll(name, question).orElseThrow(() -> missing(question));
    }

    /** The price that the replies had, so that a budget ends a stage where it ended; nothing is paid again. */
    @Override
    public Price price() {
        Price listed = Providers.of(name)
                .map(provider -> provider.price(name.substring(name.indexOf(':') + 1)))
                .orElse(Price.UNKNOWN);
        Price price = Prices.own().orElse(listed);
        return price.known() ? price : Price.FREE;
    }

    @Override
    public double worstCaseUsd(Question question) {
        return price().usd(worstCaseTokens(question) - question.maxTokens(), question.maxTokens());
    }

    @Override
    public Teacher forTask(String instruction, List<Example> demonstrations) {
        return new TaskTeacher(this, instruction, demonstrations);
    }

    @Override
    public Table predict(Table rows) {
        throw TaskTeacher.missing(this);
    }

    private Prompt2ModelException missing(Question question) {
        Optional<String> line =
                question.prompt().lines().filter(each -> !each.isBlank()).reduce((first, last) -> last);
        String end = line.orElse("");
        return new Prompt2ModelException(
                "The journal of this run holds no reply of " + name + " to a question",
                "its seed is " + question.seed() + ", its temperature " + question.temperature()
                        + ", and it ends with: " + (end.length() > SHOWN ? end.substring(0, SHOWN) + "..." : end),
                "run the same cells in the same order with the same options as when the replies were paid for; or unset "
                        + Teachers.TEACHER + " to ask the teacher itself");
    }
}
