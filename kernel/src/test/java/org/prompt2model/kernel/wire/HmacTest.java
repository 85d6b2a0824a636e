package org.prompt2model.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacTest {
    /** Test case 2 of RFC 4231. */
    @Test
    void isTheOneOfTheRfc() {
        assertThat(new Hmac("hmac-sha256", bytes("Jefe")).of(List.of(bytes("what do ya want "), bytes("for nothing?"))))
                .isEqualTo(HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    @ParameterizedTest
    @CsvSource({
        "hmac-md5, HmacMD5",
        "hmac-sha1, HmacSHA1",
        "hmac-sha224, HmacSHA224",
        "hmac-sha256, HmacSHA256",
        "hmac-sha384, HmacSHA384",
        "hmac-sha512, HmacSHA512"
    })
    void isTheJdksForShortAndLongKeys(String scheme, String algorithm) throws Exception {
        for (int length : List.of(1, 36, 64, 65, 128, 129, 300)) {
            byte[] key = bytes("k".repeat(length));
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            Hmac hmac = new Hmac(scheme, key);
            for (String message : List.of("", "one", "another that is longer than a block".repeat(9))) {
                assertThat(hmac.of(List.of(bytes(message))))
                        .as(scheme + " with a key of " + length)
                        .isEqualTo(mac.doFinal(bytes(message)));
            }
        }
    }

    @Test
    void namesTheSchemesWhereAnotherIsAskedFor() {
        assertThatThrownBy(() -> new Hmac("hmac-crc32", bytes("key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hmac-crc32")
                .hasMessageContaining("hmac-sha256");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
