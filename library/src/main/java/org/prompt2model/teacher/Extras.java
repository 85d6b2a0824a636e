package org.prompt2model.teacher;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request carries beyond its prompt that some models of a provider do without: they say so when they are asked,
 * and are then asked without it from now on.
 */
final class Extras {
    /** One of them, known by how a provider names it when it rejects it. */
    enum Extra {
        SCHEMA("response_?format|json_?schema|response_?schema|output_(format|config)|structured"),
        TEMPERATURE("temperature");

        private final Pattern name;

        Extra(String name) {
            this.name = Pattern.compile(name);
        }
    }

    private final Dialect dialect;
    private final double warmest;
    private final Set<Extra> wanted = EnumSet.allOf(Extra.class);

    /** @param warmest greatest temperature that the provider takes */
    Extras(ChatModel model, Dialect dialect, double warmest) {
        this.dialect = dialect;
        this.warmest = warmest;
        if (!model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA)) {
            wanted.remove(Extra.SCHEMA);
        }
    }

    /** What a request carries now. */
    synchronized Set<Extra> wanted() {
        return wanted.isEmpty() ? EnumSet.noneOf(Extra.class) : EnumSet.copyOf(wanted);
    }

    ChatRequestParameters parameters(Question question, Set<Extra> carried) {
        DefaultChatRequestParameters.Builder<?> builder = dialect.begin(question);
        if (carried.contains(Extra.TEMPERATURE)) {
            builder.temperature(Math.min(question.temperature(), warmest));
        }
        if (carried.contains(Extra.SCHEMA)) {
            question.shape().ifPresent(shape -> builder.responseFormat(JsonSchemas.format(shape)));
        }
        return builder.build();
    }

    /** Whether a request that was rejected named something that it carried; that is left out from now on. */
    synchronized boolean leaveOut(Failure failure, Set<Extra> carried) {
        String why = failure.why().toLowerCase(Locale.ROOT);
        Optional<Extra> named = carried.stream()
                .filter(extra -> failure.kind() == Failure.Kind.REJECTED)
                .filter(extra -> extra.name.matcher(why).find())
                .findFirst();
        named.ifPresent(wanted::remove);
        return named.isPresent();
    }
}
