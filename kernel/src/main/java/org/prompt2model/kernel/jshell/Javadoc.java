package org.prompt2model.kernel.jshell;

/** Documentation comments as plain text. */
final class Javadoc {
    private Javadoc() {}

    static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@(?:code|link|linkplain|literal|value)\\s+([^}]*)}", "$1")
                .replaceAll("(?i)<(?:p|li|br|/tr|/h\\d)\\s*/?>", "\n")
                .replaceAll("<[^<>]{1,200}>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
