package net.emotives.chatter.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One log event as the mail tells it: time, level, logger, message, key-values, context and stack
 * trace. It is text of bounded length and holds on to nothing of the event.
 */
record ErrorReport(String text) {

    private static final int MESSAGE_LIMIT = 4_000;
    private static final int VALUE_LIMIT = 1_000;
    private static final int TEXT_LIMIT = 16_000;

    /** What a mail must not hold raw: a lone CR or a NUL makes servers refuse it. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    static ErrorReport of(ILoggingEvent event) {
        var text = new StringBuilder();
        text.append(event.getInstant()).append(' ').append(event.getLevel());
        text.append(' ').append(event.getLoggerName());
        text.append(" [").append(event.getThreadName()).append("]\n");
        text.append(cut(event.getFormattedMessage(), MESSAGE_LIMIT)).append('\n');
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> append(text, pair.key, pair.value));
        }
        event.getMDCPropertyMap().forEach((key, value) -> append(text, key, value));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            text.append(ThrowableProxyUtil.asString(failure));
        }
        return new ErrorReport(
                CONTROL.matcher(cut(text.toString().replace("\r\n", "\n"), TEXT_LIMIT))
                        .replaceAll("\uFFFD"));
    }

    private static void append(StringBuilder text, String key, Object value) {
        text.append("  ").append(key).append('=');
        text.append(cut(String.valueOf(value), VALUE_LIMIT)).append('\n');
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, limit)
                + String.format(Locale.ROOT, " … and %d more", text.length() - limit);
    }
}
