package org.prompt2model.teacher;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Settings;

/** The providers that a teacher's name may begin with. */
// The lists of names are copies that nobody can change.
@SuppressWarnings("ImmutableEnumChecker")
enum Providers {
    /** OpenAI, or with OPENAI_BASE_URL whatever speaks its protocol: vLLM, llama.cpp, LM Studio. */
    OPENAI("openai:gpt-4.1-mini", "OPENAI_BASE_URL", "https://api.openai.com/v1", 2, "OPENAI_API_KEY") {
        @Override
        Teacher teacher(String model, TeacherOptions options) {
            boolean own = Settings.get(urlVariable).isPresent();
            // A server of one's own usually takes any key, and has prices of its own.
            String key = own ? Settings.get(keyVariables.get(0)).orElse("none") : key();
            return openAi(model, key, own ? Dialect.COMPATIBLE : Dialect.OPENAI, options);
        }

        @Override
        Price price(String model) {
            return Settings.get(urlVariable).isPresent() ? Price.UNKNOWN : super.price(model);
        }
    },
    /** Anthropic, whose API takes temperatures up to 1. */
    ANTHROPIC(
            "anthropic:claude-haiku-4-5",
            "ANTHROPIC_BASE_URL",
            "https://api.anthropic.com/v1/",
            1,
            "ANTHROPIC_API_KEY") {
        @Override
        Teacher teacher(String model, TeacherOptions options) {
            String key = key();
            return teacher(model, Dialect.PLAIN, options, endpoint -> AnthropicChatModel.builder()
                    .httpClientBuilder(new EndpointClient.Builder(endpoint))
                    .baseUrl(url())
                    .modelName(model)
                    .apiKey(key)
                    .timeout(options.timeout())
                    .maxRetries(0)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                    .build());
        }
    },
    /** Google's Gemini API. */
    GEMINI(
            "gemini:gemini-2.5-flash-lite",
            "GOOGLE_GEMINI_BASE_URL",
            "https://generativelanguage.googleapis.com/v1beta",
            2,
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY") {
        @Override
        Teacher teacher(String model, TeacherOptions options) {
            String key = key();
            return teacher(model, Dialect.PLAIN, options, endpoint -> GoogleAiGeminiChatModel.builder()
                    .httpClientBuilder(new EndpointClient.Builder(endpoint))
                    .baseUrl(url())
                    .modelName(model)
                    .apiKey(key)
                    .timeout(options.timeout())
                    .maxRetries(0)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                    .build());
        }
    },
    /** Mistral, in OpenAI's protocol, which it speaks but for the name of the seed. */
    MISTRAL("mistral:mistral-small-latest", "MISTRAL_BASE_URL", "https://api.mistral.ai/v1", 1.5, "MISTRAL_API_KEY") {
        @Override
        Teacher teacher(String model, TeacherOptions options) {
            return openAi(model, key(), Dialect.MISTRAL, options);
        }
    },
    /** A server on this machine or near, in OpenAI's protocol, which keeps seeds and JSON schemas. */
    OLLAMA("", "OLLAMA_HOST", "http://localhost:11434", 2) {
        @Override
        Teacher teacher(String model, TeacherOptions options) {
            return openAi(model, "ollama", Dialect.COMPATIBLE, options);
        }

        @Override
        String url() {
            String host = super.url();
            return (host.contains("://") ? host : "http://" + host).replaceAll("/+$", "") + "/v1";
        }

        @Override
        Price price(String model) {
            return Price.FREE;
        }
    };

    /** A teacher's name where no model is named; blank where none is the obvious one. */
    final String standard;

    final String urlVariable;
    final List<String> keyVariables;
    private final String usualUrl;
    private final double warmest;

    Providers(String standard, String urlVariable, String usualUrl, double warmest, String... keyVariables) {
        this.standard = standard;
        this.urlVariable = urlVariable;
        this.usualUrl = usualUrl;
        this.warmest = warmest;
        this.keyVariables = List.of(keyVariables);
    }

    /** The provider that a teacher's name begins with. */
    static Optional<Providers> of(String teacher) {
        return Arrays.stream(values())
                .filter(provider -> teacher.startsWith(provider.label() + ":"))
                .findFirst();
    }

    /** Where the key of a teacher comes from, for messages. */
    static String keyVariable(String teacher) {
        return of(teacher)
                .filter(provider -> !provider.keyVariables.isEmpty())
                .map(provider -> String.join(" or ", provider.keyVariables))
                .orElse("the key that the model was made with");
    }

    /** As it stands in the name of a teacher. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its key is set. */
    boolean configured() {
        return keyVariables.stream().anyMatch(variable -> Settings.get(variable).isPresent());
    }

    /** @throws Prompt2ModelException if its key is needed and not set */
    abstract Teacher teacher(String model, TeacherOptions options);

    /** List price; unknown where none is listed. */
    Price price(String model) {
        return Prices.listed(label() + ":" + model);
    }

    String url() {
        return Settings.get(urlVariable).orElse(usualUrl);
    }

    String key() {
        return keyVariables.stream()
                .flatMap(variable -> Settings.get(variable).stream())
                .findFirst()
                .orElseThrow(() -> new Prompt2ModelException(
                        "The provider " + label() + " needs a key, and " + String.join(" or ", keyVariables)
                                + " is not set",
                        "every request is made in the name of an account",
                        "set " + keyVariables.get(0)
                                + " in the environment before Jupyter starts; or teacher(\"rehearsal\")"));
    }

    Teacher openAi(String model, String key, Dialect dialect, TeacherOptions options) {
        return teacher(model, dialect, options, endpoint -> OpenAiChatModel.builder()
                .httpClientBuilder(new EndpointClient.Builder(endpoint))
                .baseUrl(url())
                .modelName(model)
                .apiKey(key)
                .timeout(options.timeout())
                .maxRetries(0)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .build());
    }

    Teacher teacher(String model, Dialect dialect, TeacherOptions options, Function<Endpoint, ChatModel> maker) {
        Endpoint endpoint = Endpoint.shared(url() + " " + model, options);
        Price price = Prices.own().orElse(price(model));
        return new ChatTeacher(
                maker.apply(endpoint),
                new ChatTeacher.Identity(label() + ":" + model, false, price, dialect, warmest),
                endpoint,
                Backoff.DEFAULT);
    }
}
