package org.prompt2model.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** SHA-256 of texts, tables and maps of facts: the same content gives the same fingerprint in every JVM. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Of a text. */
    public static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of a table's column names and cells; its name and its column types do not count. */
    public static String of(Table table) {
        MessageDigest digest = sha256();
        for (Column<?> column : table.columns()) {
            feed(digest, column.name());
            for (int row = 0; row < column.size(); row++) {
                feed(digest, column.getString(row));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a stage with the facts that its result depends on, in their order. */
    public static String of(String stage, Map<String, Object> facts) {
        MessageDigest digest = sha256();
        feed(digest, stage);
        facts.forEach((name, value) -> {
            feed(digest, name);
            feed(digest, String.valueOf(value));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void feed(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
