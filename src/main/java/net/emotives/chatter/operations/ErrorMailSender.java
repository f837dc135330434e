package net.emotives.chatter.operations;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

import javax.net.ssl.SSLSocketFactory;

/**
 * Sends a text over SMTP to its own sender. Nothing, the password least of all, leaves before the
 * connection is encrypted and the server has proved its name.
 */
final class ErrorMailSender {

    private final JavaMailSenderImpl mail = new JavaMailSenderImpl();
    private final String address;
    private final String subject;
    private final Clock clock;

    ErrorMailSender(MailProperties properties, SSLSocketFactory sockets, Clock clock) {
        this.address = properties.from();
        this.subject = properties.subject();
        this.clock = clock;
        this.mail.setHost(properties.host());
        this.mail.setPort(properties.port());
        this.mail.setUsername(properties.from());
        this.mail.setPassword(properties.password());
        this.mail.setDefaultEncoding(StandardCharsets.UTF_8.name());
        this.mail.setJavaMailProperties(settings(properties, sockets));
    }

    /**
     * Sends the text, and returns when the server has taken it. Blocks while the server answers.
     *
     * @throws MailException if the server is away, silent, not to be trusted or refuses
     */
    void send(String text) {
        MimeMessage message = this.mail.createMimeMessage();
        try {
            message.setFrom(this.address);
            message.setRecipients(MimeMessage.RecipientType.TO, this.address);
            message.setSubject(this.subject, StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(this.clock.instant()));
            // RFC 3834: the mailbox answers itself otherwise when its owner is on holiday.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setText(text, StandardCharsets.UTF_8.name());
        } catch (MessagingException failure) {
            throw new MailPreparationException(failure);
        }
        this.mail.send(message);
    }

    private static Properties settings(MailProperties properties, SSLSocketFactory sockets) {
        String timeout = String.valueOf(properties.timeout().toMillis());
        var settings = new Properties();
        settings.setProperty("mail.smtp.auth", "true");
        settings.setProperty("mail.smtp.starttls.enable", "true");
        settings.setProperty("mail.smtp.starttls.required", "true");
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.socketFactory", sockets);
        settings.setProperty("mail.smtp.connectiontimeout", timeout);
        settings.setProperty("mail.smtp.timeout", timeout);
        settings.setProperty("mail.smtp.writetimeout", timeout);
        // Keeps the names of the local user and machine out of the message's id.
        settings.setProperty("mail.from", properties.from());
        return settings;
    }
}
