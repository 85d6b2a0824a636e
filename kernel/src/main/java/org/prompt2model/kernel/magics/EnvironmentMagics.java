package org.prompt2model.kernel.magics;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;

/** Environment variables, without the values of secrets. */
final class EnvironmentMagics {
    private static final Pattern SETTING = Pattern.compile("([A-Za-z_]\\w*)(?:\\s*=\\s*|\\s+)(.+)", Pattern.DOTALL);

    private final Environment environment;

    EnvironmentMagics(Environment environment) {
        this.environment = environment;
    }

    void register(MagicRegistry registry) {
        registry.work(
                List.of("%env"),
                "[NAME[=VALUE]]",
                "shows environment variables, secrets hidden; sets one for %system and %%shell",
                this::env);
    }

    private Object env(MagicCall call) {
        String arguments = call.arguments().strip();
        Matcher setting = SETTING.matcher(arguments);
        if (setting.matches()) {
            String name = setting.group(1);
            environment.set(name, setting.group(2));
            System.out.println(name + "=" + Environment.shown(name, setting.group(2)) + " for %system and %%shell;"
                    + " Java's own variables are fixed when the kernel starts");
            return null;
        }
        Map<String, String> all = environment.all();
        if (arguments.isEmpty()) {
            all.forEach((name, value) -> System.out.println(name + "=" + Environment.shown(name, value)));
            return null;
        }
        return value(arguments, all, call.assigned());
    }

    private static Object value(String name, Map<String, String> all, boolean assigned) {
        String value = all.get(name);
        if (value == null) {
            throw new Prompt2ModelException(
                    "there is no environment variable " + name,
                    "it was not set when the kernel started",
                    "set it before starting Jupyter, or in the kernel's kernel.json");
        }
        return assigned ? value : Environment.shown(name, value);
    }
}
