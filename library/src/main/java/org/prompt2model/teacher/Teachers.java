package org.prompt2model.teacher;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Settings;
import org.prompt2model.teacher.rehearsal.RehearsalChatModel;

/** Makes teachers: from a name, from the environment, or from any LangChain4j model. */
public final class Teachers {
    private static final String TEACHER = "PROMPT2MODEL_TEACHER";
    private static final String OPENAI_KEY = "OPENAI_API_KEY";
    private static final String OPENAI_URL = "OPENAI_BASE_URL";
    private static final String ANTHROPIC_KEY = "ANTHROPIC_API_KEY";
    private static final String ANTHROPIC_URL = "ANTHROPIC_BASE_URL";
    private static final String OLLAMA_HOST = "OLLAMA_HOST";
    private static final String OPENAI_DEFAULT = "openai:gpt-4.1-mini";
    private static final String ANTHROPIC_DEFAULT = "anthropic:claude-haiku-4-5";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Teachers() {}

    /**
     * The teacher that the environment names: PROMPT2MODEL_TEACHER, else a default of the provider whose key is set,
     * else the rehearsal.
     *
     * @throws Prompt2ModelException if what is set does not suffice
     */
    public static Teacher fromEnvironment() {
        Optional<String> named = Settings.get(TEACHER);
        if (named.isPresent()) {
            return of(named.get());
        }
        if (Settings.get(OPENAI_KEY).isPresent()) {
            return of(OPENAI_DEFAULT);
        }
        if (Settings.get(ANTHROPIC_KEY).isPresent()) {
            return of(ANTHROPIC_DEFAULT);
        }
        if (Settings.get(OLLAMA_HOST).isPresent()) {
            throw new Prompt2ModelException(
                    OLLAMA_HOST + " is set, but no model is named",
                    "an Ollama server holds several models, and none of them is the obvious one",
                    "set " + TEACHER + "=ollama:<model>, for example ollama:llama3.1; or " + TEACHER
                            + "=rehearsal to do without");
        }
        return of(Rehearsal.LABEL);
    }

    /**
     * A teacher by name.
     *
     * @param name {@code openai:<model>}, {@code anthropic:<model>}, {@code ollama:<model>} or {@code rehearsal}
     * @throws Prompt2ModelException if the name is none of these, or the provider's key is not set
     */
    public static Teacher of(String name) {
        String[] parts = name.strip().split(":", 2);
        if (name.strip().equals(Rehearsal.LABEL)) {
            return teacher(new RehearsalChatModel(), Rehearsal.LABEL, Price.FREE, 2);
        }
        String provider = parts.length == 2 && !parts[1].isBlank() ? parts[0] : "";
        return switch (provider) {
            case "openai" -> openAi(parts[1]);
            case "anthropic" -> anthropic(parts[1]);
            case "ollama" -> ollama(parts[1]);
            default -> throw unknown(name);
        };
    }

    private static Prompt2ModelException unknown(String name) {
        return new Prompt2ModelException(
                "There is no teacher '" + name + "'",
                "a teacher is written provider:model, and the providers are openai, anthropic and ollama",
                "use for example teacher(\"" + OPENAI_DEFAULT + "\"), teacher(\"rehearsal\"), or"
                        + " Teachers.of(chatModel, name) for any other LangChain4j model");
    }

    /**
     * A teacher over any LangChain4j model. Set the model's own retries to 0. Its price is what
     * PROMPT2MODEL_TEACHER_PRICE says, else unknown.
     */
    public static Teacher of(ChatModel model, String name) {
        return teacher(model, name, Prices.own().orElse(Price.UNKNOWN), 2);
    }

    static Teacher teacher(ChatModel model, String name, Price price, double warmest) {
        boolean rehearsal = model instanceof RehearsalChatModel;
        return new ChatTeacher(
                model,
                new ChatTeacher.Identity(Rehearsal.label(name, rehearsal), rehearsal, price, warmest),
                Patience.DEFAULT);
    }

    private static Teacher openAi(String model) {
        Optional<String> url = Settings.get(OPENAI_URL);
        // A server of one's own that speaks this protocol usually takes any key, and has prices of its own.
        String key = url.isPresent() ? Settings.get(OPENAI_KEY).orElse("none") : key(OPENAI_KEY, "openai");
        String name = "openai:" + model;
        Price listed = url.isPresent() ? Price.UNKNOWN : Prices.listed(name);
        return teacher(openAiModel(model, key, url), name, Prices.own().orElse(listed), 2);
    }

    private static Teacher ollama(String model) {
        String host = Settings.get(OLLAMA_HOST).orElse("http://localhost:11434");
        String url = (host.contains("://") ? host : "http://" + host).replaceAll("/+$", "") + "/v1";
        return teacher(openAiModel(model, "ollama", Optional.of(url)), "ollama:" + model, Price.FREE, 2);
    }

    private static ChatModel openAiModel(String model, String key, Optional<String> url) {
        var builder = OpenAiChatModel.builder()
                .httpClientBuilder(http())
                .modelName(model)
                .apiKey(key)
                .timeout(TIMEOUT)
                .maxRetries(0);
        url.ifPresent(builder::baseUrl);
        return builder.build();
    }

    private static Teacher anthropic(String model) {
        var builder = AnthropicChatModel.builder()
                .httpClientBuilder(http())
                .modelName(model)
                .apiKey(key(ANTHROPIC_KEY, "anthropic"))
                .timeout(TIMEOUT)
                .maxRetries(0);
        Settings.get(ANTHROPIC_URL).ifPresent(builder::baseUrl);
        String name = "anthropic:" + model;
        return teacher(builder.build(), name, Prices.own().orElse(Prices.listed(name)), 1);
    }

    private static JdkHttpClientBuilder http() {
        return JdkHttpClient.builder();
    }

    private static String key(String variable, String provider) {
        return Settings.get(variable)
                .orElseThrow(() -> new Prompt2ModelException(
                        "The provider " + provider + " needs a key, and " + variable + " is not set",
                        "every request is made in the name of an account",
                        "set " + variable + " in the environment before Jupyter starts; or teacher(\"rehearsal\")"));
    }
}
