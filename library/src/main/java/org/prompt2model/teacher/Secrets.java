package org.prompt2model.teacher;

import dev.langchain4j.http.client.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Keeps keys out of texts that reach people and files: some endpoints echo what they were sent. */
final class Secrets {
    private static final String HIDDEN = "<key>";
    private static final List<String> HEADERS =
            List.of("authorization", "x-api-key", "x-goog-api-key", "api-key", "proxy-authorization");
    /** How the keys of well-known providers begin, and how keys stand in addresses. */
    private static final Pattern KEYS = Pattern.compile(
            "sk-[^\\s\"'<>,;]+|AIza[\\w-]{8,}|hf_\\w{8,}|(?i:bearer )[^\\s\"'<>,;]{6,}|(?<=[?&](?i:key|api_key|apikey)=)[^\\s\"'&]+");

    private Secrets() {}

    /**
     * The text without the keys that a request carried.
     *
     * @param shortest length from which a key is looked for: a server of one's own may be given a common word as its key
     */
    static String hide(String text, HttpRequest request, int shortest) {
        String hidden = text;
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            if (HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                for (String value : header.getValue()) {
                    String key = value.replaceFirst("(?i)^(bearer|basic) ", "");
                    hidden = key.length() < shortest ? hidden : hidden.replace(key, HIDDEN);
                }
            }
        }
        return hidden;
    }

    /** The text without what looks like a key. */
    static String hide(String text) {
        return KEYS.matcher(text).replaceAll(HIDDEN);
    }
}
