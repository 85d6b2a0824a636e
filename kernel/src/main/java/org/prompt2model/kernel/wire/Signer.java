package org.prompt2model.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Signs messages with the key of the connection file. For one thread. */
final class Signer {
    /** Empty where messages are not signed. */
    private final Optional<Hmac> hmac;

    Signer(String scheme, String key) {
        hmac = key.isEmpty() ? Optional.empty() : Optional.of(new Hmac(scheme, key.getBytes(StandardCharsets.UTF_8)));
    }

    /** The signature in hexadecimal, as ASCII bytes; empty where there is no key. */
    byte[] sign(List<byte[]> parts) {
        return hmac.map(mac -> HexFormat.of().formatHex(mac.of(parts)).getBytes(StandardCharsets.US_ASCII))
                .orElseGet(() -> new byte[0]);
    }

    boolean signs() {
        return hmac.isPresent();
    }

    boolean accepts(byte[] signature, List<byte[]> parts) {
        return hmac.isEmpty() || MessageDigest.isEqual(sign(parts), signature);
    }
}
