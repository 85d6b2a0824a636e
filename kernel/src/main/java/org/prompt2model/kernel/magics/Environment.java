package org.prompt2model.kernel.magics;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Environment variables of the programs that cells start. Those of this JVM cannot be changed. */
final class Environment {
    private static final Pattern SECRET =
            Pattern.compile("KEY|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|AUTH|PRIVATE|COOKIE|SESSION_ID");
    private static final Pattern USER_IN_URL = Pattern.compile("(\\w+://)[^/@\\s]+@");

    private final Map<String, String> set = new TreeMap<>();

    /** All variables, by name. */
    synchronized Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(set);
        return all;
    }

    synchronized void set(String name, String value) {
        set.put(name, value);
    }

    /** The value as it may be shown: a notebook is passed on, and secrets must not go with it. */
    static String shown(String name, String value) {
        boolean secret = SECRET.matcher(name.toUpperCase(Locale.ROOT)).find();
        return secret && !value.isEmpty()
                ? "(set, not shown)"
                : USER_IN_URL.matcher(value).replaceAll("$1***@");
    }
}
