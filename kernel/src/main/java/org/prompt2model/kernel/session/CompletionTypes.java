package org.prompt2model.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.jshell.Interpreter;

/**
 * What completions are, for the list that front ends draw: the field {@code _jupyter_types_experimental} of ipykernel,
 * which JupyterLab and Notebook read. Signatures are looked up for a few completions only, as each takes milliseconds.
 */
final class CompletionTypes {
    static final String FIELD = "_jupyter_types_experimental";

    private static final int SIGNED_AT_MOST = 5;

    private final String code;
    private final Completions completions;
    private final Interpreter interpreter;

    CompletionTypes(String code, Completions completions, Interpreter interpreter) {
        this.code = code;
        this.completions = completions;
        this.interpreter = interpreter;
    }

    JsonArray json() {
        boolean member = completions.start() > 0 && code.charAt(completions.start() - 1) == '.';
        Set<String> variables = member
                ? Set.of()
                : interpreter.definitions().stream()
                        .filter(each -> each.kind() == Definition.Kind.VARIABLE)
                        .map(Definition::name)
                        .collect(Collectors.toSet());
        JsonArray all = new JsonArray();
        for (String text : completions.matches()) {
            JsonObject each = new JsonObject();
            each.addProperty("start", code.codePointCount(0, completions.start()));
            each.addProperty("end", code.codePointCount(0, completions.end()));
            each.addProperty("text", text);
            each.addProperty("type", type(text, variables));
            signature(text).ifPresent(found -> each.addProperty("signature", found));
            all.add(each);
        }
        return all;
    }

    /** By the words that front ends have icons for. */
    private static String type(String text, Set<String> variables) {
        if (text.startsWith("%")) {
            return "magic";
        }
        if (SourceVersion.isKeyword(text.strip())) {
            return "keyword";
        }
        if (variables.contains(text)) {
            return "instance";
        }
        boolean capital = Character.isUpperCase(text.codePointAt(0));
        if (text.endsWith("(") || text.endsWith(")")) {
            return capital ? "class" : "function";
        }
        boolean constant = text.chars().noneMatch(Character::isLowerCase) && text.length() > 1;
        return text.endsWith(".") ? "module" : capital && !constant ? "class" : "property";
    }

    private Optional<String> signature(String text) {
        boolean callable = text.endsWith("(") || text.endsWith(")");
        if (!callable || completions.matches().size() > SIGNED_AT_MOST) {
            return Optional.empty();
        }
        String whole = code.substring(0, completions.start()) + text.substring(0, text.indexOf('('));
        return interpreter
                .describe(whole, whole.length())
                .map(found -> found.lines().findFirst().orElse(""));
    }
}
