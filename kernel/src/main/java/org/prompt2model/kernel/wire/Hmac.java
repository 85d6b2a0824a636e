package org.prompt2model.kernel.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The keyed hash of RFC 2104. The JDK's own, {@code javax.crypto.Mac}, begins with the policies for strong ciphers and
 * looks into every jar of the class path, which takes longer than all the rest that a kernel does before its first
 * answer.
 */
final class Hmac {
    private static final int BLOCK = 64;
    private static final int LONG_BLOCK = 128;
    /** The longest digest of those that hash blocks of 64 bytes. */
    private static final int LONGEST_OF_BLOCK = 32;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;
    private final byte[] inner;
    private final byte[] outer;

    /**
     * @param scheme {@code hmac-} and one of md5, sha1, sha224, sha256, sha384 and sha512
     * @throws IllegalStateException if it is none of them
     */
    Hmac(String scheme, byte[] key) {
        digest = digest(scheme);
        int block = digest.getDigestLength() > LONGEST_OF_BLOCK ? LONG_BLOCK : BLOCK;
        byte[] padded = Arrays.copyOf(key.length > block ? digest.digest(key) : key, block);
        inner = xor(padded, INNER);
        outer = xor(padded, OUTER);
    }

    /** The code of the parts, one after the other. */
    byte[] of(List<byte[]> parts) {
        digest.update(inner);
        parts.forEach(digest::update);
        byte[] hash = digest.digest();
        digest.update(outer);
        return digest.digest(hash);
    }

    private static MessageDigest digest(String scheme) {
        String name = scheme.replaceFirst("^hmac-", "").toUpperCase(Locale.ROOT);
        if (!name.matches("MD5|SHA(1|224|256|384|512)")) {
            throw new IllegalStateException("there is no signature scheme " + scheme
                    + "; Jupyter's own is hmac-sha256, and hmac- with md5, sha1, sha224, sha384 or sha512 work too");
        }
        try {
            return MessageDigest.getInstance(name.replace("SHA", "SHA-"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM does not know the signature scheme " + scheme, e);
        }
    }

    private static byte[] xor(byte[] block, byte with) {
        byte[] mixed = block.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] ^= with;
        }
        return mixed;
    }
}
