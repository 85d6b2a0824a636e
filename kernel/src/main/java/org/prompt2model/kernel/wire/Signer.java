package org.prompt2model.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with the key of the connection file. Safe for several threads. */
final class Signer {
    private final byte[] key;
    private final String algorithm;

    Signer(String scheme, String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.algorithm = "Hmac" + scheme.replaceFirst("^hmac-", "").toUpperCase(Locale.ROOT);
    }

    /** The signature in hexadecimal, as ASCII bytes; empty where there is no key. */
    byte[] sign(List<byte[]> parts) {
        if (key.length == 0) {
            return new byte[0];
        }
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM does not know the signature scheme " + algorithm, e);
        }
    }

    boolean signs() {
        return key.length > 0;
    }

    boolean accepts(byte[] signature, List<byte[]> parts) {
        return key.length == 0 || MessageDigest.isEqual(sign(parts), signature);
    }
}
