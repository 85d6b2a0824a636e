package org.prompt2model.teacher;

import java.time.Duration;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Progress;

/** The errors that make it senseless to ask on, each with what to do. */
final class Unreachable {
    private static final String KEPT = "; the replies so far are in the journal, and a further call goes on from there";

    private Unreachable() {}

    /** The key, the account or the model's name is wrong. Whatever the provider said is left out: it may echo the key. */
    static Prompt2ModelException noAccess(String teacher, Failure failure) {
        String what = teacher + " cannot be asked";
        if (failure.kind() == Failure.Kind.NOT_FOUND) {
            return new Prompt2ModelException(
                    what,
                    "the provider knows no model of this name, or the address is wrong (404)",
                    "check the model's name in teacher(\"provider:model\") or " + Teachers.TEACHER
                            + ", and OPENAI_BASE_URL or OLLAMA_HOST where set");
        }
        return new Prompt2ModelException(
                what,
                "the provider rejected the key, or the key may not use this model, or the account has no credit",
                "check " + Providers.keyVariable(teacher) + ": whether it is complete, still valid, and has credit");
    }

    /** Nothing was answered for a while. */
    static Prompt2ModelException outage(String teacher, Failure failure) {
        return new Prompt2ModelException(
                teacher + " answers nothing",
                "its endpoint failed many times in a row, the last time with: " + failure.why(),
                "check that it runs and can be reached from here (OPENAI_BASE_URL, OLLAMA_HOST, a proxy), or wait, and"
                        + " call this again" + KEPT);
    }

    /** The endpoint wants to be left alone for longer than anybody waits. */
    static Prompt2ModelException closed(String teacher, Duration rest) {
        return new Prompt2ModelException(
                teacher + " takes no more requests for " + Progress.words(rest),
                "an allowance of the account is used up, and the provider said when to come back (Retry-After)",
                "call this again then" + KEPT);
    }
}
