package net.emotives.chatter.protocol.chatter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times on the wire: RFC 3339 in UTC with microseconds, always six digits. */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Such as {@code 2026-11-21T10:00:00.000000Z}. */
    public static String of(Instant time) {
        return FORMAT.format(time);
    }
}
