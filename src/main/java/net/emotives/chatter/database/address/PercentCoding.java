package net.emotives.chatter.database.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Reads and writes {@code %20} and the like; what cannot be read is refused, never guessed. */
final class PercentCoding {

    private PercentCoding() {}

    /** As libpq reads: a plus is a plus. */
    static String decode(String text) {
        var bytes = new ByteArrayOutputStream();
        for (var index = text.indexOf('%'); index >= 0; index = text.indexOf('%')) {
            bytes.writeBytes(text.substring(0, index).getBytes(UTF_8));
            bytes.write(octet(text, index + 1));
            text = text.substring(index + 3);
        }
        bytes.writeBytes(text.getBytes(UTF_8));
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw DatabaseUrl.refused("is not UTF-8 where it is percent-encoded");
        }
    }

    /** As the JDBC driver reads: a plus is a space. */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    /** As the JDBC driver reads it. */
    static String encodeForm(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static int octet(String text, int index) {
        if (index + 2 > text.length()
                || !HexFormat.isHexDigit(text.charAt(index))
                || !HexFormat.isHexDigit(text.charAt(index + 1))) {
            throw DatabaseUrl.refused(
                    "has a % that no two hexadecimal digits follow: a % itself is written %25");
        }
        var octet = HexFormat.fromHexDigits(text, index, index + 2);
        if (octet == 0) {
            throw DatabaseUrl.refused("has a %00, which PostgreSQL knows nowhere");
        }
        return octet;
    }
}
