package org.prompt2model.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with the key of the connection file. For one thread. */
final class Signer {
    private static final String USUAL_PROVIDER = "SunJCE";

    /** Made once: looking the algorithm up takes longer than signing. Empty where messages are not signed. */
    private final Optional<Mac> mac;

    Signer(String scheme, String key) {
        mac = key.isEmpty() ? Optional.empty() : Optional.of(mac(scheme, key));
    }

    /** The signature in hexadecimal, as ASCII bytes; empty where there is no key. */
    byte[] sign(List<byte[]> parts) {
        if (mac.isEmpty()) {
            return new byte[0];
        }
        parts.forEach(mac.get()::update);
        return HexFormat.of().formatHex(mac.get().doFinal()).getBytes(StandardCharsets.US_ASCII);
    }

    boolean signs() {
        return mac.isPresent();
    }

    boolean accepts(byte[] signature, List<byte[]> parts) {
        return mac.isEmpty() || MessageDigest.isEqual(sign(parts), signature);
    }

    private static Mac mac(String scheme, String key) {
        String algorithm = "Hmac" + scheme.replaceFirst("^hmac-", "").toUpperCase(Locale.ROOT);
        try {
            Mac mac = find(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM does not know the signature scheme " + scheme, e);
        }
    }

    /** Asks the provider that has it in nearly every JVM first: a search loads all providers before it. */
    private static Mac find(String algorithm) throws GeneralSecurityException {
        return Security.getProvider(USUAL_PROVIDER) == null
                ? Mac.getInstance(algorithm)
                : Mac.getInstance(algorithm, USUAL_PROVIDER);
    }
}
