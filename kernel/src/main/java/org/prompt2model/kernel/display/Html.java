package org.prompt2model.kernel.display;

/** Text made safe for HTML. */
final class Html {
    private Html() {}

    /** Escapes what HTML would read as markup, in texts and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> append(escaped, (char) c));
        return escaped.toString();
    }

    /** Escaped text whose long names may be broken where their parts meet, which copying it does not show. */
    static String breakable(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 64);
        text.chars().forEach(c -> {
            append(escaped, (char) c);
            if (c == '_' || c == '|' || c == '/' || c == ',') {
                escaped.append("<wbr>");
            }
        });
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, char c) {
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.append(c);
        }
    }
}
