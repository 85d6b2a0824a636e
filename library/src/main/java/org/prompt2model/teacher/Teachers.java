package org.prompt2model.teacher;

import dev.langchain4j.model.chat.ChatModel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Settings;
import org.prompt2model.teacher.rehearsal.RehearsalChatModel;

/** Makes teachers: from a name, from the environment, or from any LangChain4j model. */
public final class Teachers {
    static final String TEACHER = "PROMPT2MODEL_TEACHER";

    private Teachers() {}

    /**
     * The teacher that the environment names: PROMPT2MODEL_TEACHER, else a default of the provider whose key is set,
     * else the rehearsal.
     *
     * @throws Prompt2ModelException if what is set does not suffice
     */
    public static Teacher fromEnvironment() {
        return of(nameFromEnvironment());
    }

    private static String nameFromEnvironment() {
        Optional<String> named = Settings.get(TEACHER);
        if (named.isPresent()) {
            return named.get();
        }
        for (Providers provider : Providers.values()) {
            if (provider.configured()) {
                return provider.standard;
            }
        }
        String host = Providers.OLLAMA.urlVariable;
        if (Settings.get(host).isPresent()) {
            throw new Prompt2ModelException(
                    host + " is set, but no model is named",
                    "an Ollama server holds several models, and none of them is the obvious one",
                    "set " + TEACHER + "=ollama:<model>, for example ollama:llama3.1; or " + TEACHER
                            + "=rehearsal to do without");
        }
        return Rehearsal.LABEL;
    }

    /** A teacher by name, asked as {@link TeacherOptions#defaults()} says. */
    public static Teacher of(String name) {
        return of(name, TeacherOptions.defaults());
    }

    /**
     * A teacher by name.
     *
     * @param name {@code openai:<model>}, {@code anthropic:<model>}, {@code gemini:<model>}, {@code mistral:<model>},
     *     {@code ollama:<model>}, {@code rehearsal}, or {@code replay}: the teacher whose replies the run's journal
     *     holds, without a key and without asking anybody; {@code replay:<name>} where it holds several. While
     *     PROMPT2MODEL_TEACHER begins with {@code replay}, every teacher is replayed
     * @throws Prompt2ModelException if the name is none of these, or the provider's key is not set
     */
    public static Teacher of(String name, TeacherOptions options) {
        String asked = name.strip();
        if (asked.equals(Replay.NAME) || asked.startsWith(Replay.NAME + ":")) {
            return Replay.of(asked);
        }
        if (asked.equals(Rehearsal.LABEL)) {
            return of(
                    new RehearsalChatModel(),
                    Rehearsal.LABEL,
                    TeacherOptions.defaults().inFlight(1));
        }
        String model = asked.substring(asked.indexOf(':') + 1);
        Providers provider =
                Providers.of(asked).filter(found -> !model.isBlank()).orElseThrow(() -> unknown(name));
        return Replay.wanted() ? Replay.of(Replay.NAME + ":" + asked) : provider.teacher(model, options);
    }

    private static Prompt2ModelException unknown(String name) {
        String known = Arrays.stream(Providers.values()).map(Providers::label).collect(Collectors.joining(", "));
        return new Prompt2ModelException(
                "There is no teacher '" + name + "'",
                "a teacher is written provider:model, and the providers are " + known,
                "use for example teacher(\"" + Providers.OPENAI.standard + "\"), teacher(\"rehearsal\"), or"
                        + " Teachers.of(chatModel, name) for any other LangChain4j model");
    }

    /**
     * A teacher over any LangChain4j model. Set the model's own retries to 0. Its price is what
     * PROMPT2MODEL_TEACHER_PRICE says, else unknown.
     */
    public static Teacher of(ChatModel model, String name) {
        return of(model, name, TeacherOptions.defaults());
    }

    /**
     * A teacher over any LangChain4j model, which must be safe for as many threads as the options let ask at once. The
     * timeout is the model's own.
     */
    public static Teacher of(ChatModel model, String name, TeacherOptions options) {
        boolean rehearsal = model instanceof RehearsalChatModel;
        Price price = rehearsal ? Price.FREE : Prices.own().orElse(Price.UNKNOWN);
        return new ChatTeacher(
                model,
                new ChatTeacher.Identity(Rehearsal.label(name, rehearsal), rehearsal, price, Dialect.of(model), 2),
                new Endpoint(options),
                Backoff.DEFAULT);
    }
}
