package net.emotives.chatter.operations;

import ch.qos.logback.classic.Level;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.Locale;

/**
 * The mail of errors.
 *
 * @param from the address that mails are sent from and to, and the name the mail server knows it by
 * @param password the mail server's password for that address; without either nothing is mailed
 * @param level ERROR or WARN in any case: from which level on events are mailed; any other word is
 *     the label before the subject, and the level is ERROR
 * @param host the mail server; it must offer STARTTLS and prove this name
 * @param port the mail server's port for STARTTLS
 * @param timeout for connecting, for each answer and for each write
 * @param queue events that may wait for the next mail; of more the oldest are only counted
 * @param burst mails that may follow each other at once
 * @param interval time between mails after that
 */
@ConfigurationProperties(prefix = "chatter.mail", ignoreUnknownFields = false)
record MailProperties(
        String from,
        String password,
        String level,
        String host,
        int port,
        Duration timeout,
        int queue,
        int burst,
        Duration interval) {

    MailProperties {
        from = from.strip();
        level = level.strip();
        host = host.strip();
        Limits.of("chatter.mail")
                .require(
                        from.isEmpty() || isAddress(from),
                        "from (EMAIL_FROM) must be a mail address and nothing else")
                .require(
                        level.chars().noneMatch(Character::isISOControl),
                        "level (EMAIL_LEVEL) must be one line")
                .require(!host.isEmpty(), "host (EMAIL_HOST) must not be empty")
                .between(1, 65_535, "port (EMAIL_PORT)", port)
                .between(Duration.ofMillis(1), Duration.ofHours(1), "timeout", timeout)
                .atLeast(1, "queue", queue)
                .atLeast(1, "burst", burst)
                .moreThan(Duration.ZERO, "interval", interval);
    }

    /** Whether anything is mailed at all. */
    boolean enabled() {
        return !this.from.isEmpty() && !this.password.isEmpty();
    }

    /** The level from which on events are mailed. */
    Level threshold() {
        return namesLevel() ? Level.valueOf(this.level) : Level.ERROR;
    }

    /** The subject of every mail; nothing that was logged gets into it. */
    String subject() {
        return this.level.isEmpty() || namesLevel() ? "chatter" : this.level + " - chatter";
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "MailProperties[from=%s, level=%s, host=%s, port=%d]",
                this.from,
                this.level,
                this.host,
                this.port);
    }

    private boolean namesLevel() {
        return switch (this.level.toUpperCase(Locale.ROOT)) {
            case "ERROR", "WARN" -> true;
            default -> false;
        };
    }

    private static boolean isAddress(String text) {
        try {
            return new InternetAddress(text, true).getAddress().equals(text);
        } catch (AddressException _) {
            return false;
        }
    }
}
