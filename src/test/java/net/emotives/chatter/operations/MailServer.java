package net.emotives.chatter.operations;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A real mail server on a free port of loopback that remembers what it is told. */
final class MailServer implements AutoCloseable {

    /** A mail as it came, with its envelope. */
    record Mail(String from, String to, boolean encrypted, MimeMessage message) {

        String text() {
            try {
                var parts = (Multipart) this.message.getContent();
                return ((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n");
            } catch (MessagingException | IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean refusing;
    private volatile CompletableFuture<Boolean> thaw = CompletableFuture.completedFuture(true);
    private final SMTPServer server;

    private MailServer(Optional<MailCertificate> certificate) throws GeneralSecurityException {
        SMTPServer.Builder builder =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .requireAuth()
                        .authenticationHandlerFactory(
                                new EasyAuthenticationHandlerFactory(this::login))
                        .sessionHandler(new Counting())
                        .messageHandler(this::take);
        if (certificate.isPresent()) {
            builder.enableTLS().requireTLS();
            builder.startTlsSocketFactory(certificate.get().server());
        }
        this.server = builder.build();
        this.server.start();
    }

    /** A server that offers STARTTLS with the certificate, and takes nothing before. */
    static MailServer with(MailCertificate certificate) throws GeneralSecurityException {
        return new MailServer(Optional.of(certificate));
    }

    /** A server that knows no encryption. */
    static MailServer inTheClear() throws GeneralSecurityException {
        return new MailServer(Optional.empty());
    }

    int port() {
        return this.server.getPortAllocated();
    }

    /** From now on every login is refused, or no longer. */
    void refuseLogins(boolean refusing) {
        this.refusing = refusing;
    }

    /** From now on logins are not answered, until it thaws. */
    void freeze() {
        this.thaw = new CompletableFuture<>();
    }

    void thaw() {
        this.thaw.complete(true);
    }

    List<Mail> mails() {
        return this.mails;
    }

    /** Who logged in or tried to, as {@code user:password}. */
    List<String> logins() {
        return this.logins;
    }

    int connections() {
        return this.connections.get();
    }

    @Override
    public void close() {
        thaw();
        this.server.stop();
    }

    private void login(String user, String password, MessageContext context)
            throws LoginFailedException {
        this.logins.add(user + ":" + password);
        this.thaw.join();
        if (this.refusing) {
            throw new LoginFailedException();
        }
    }

    private void take(MessageContext context, String from, String to, byte[] data) {
        try {
            var session = (org.subethamail.smtp.server.Session) context;
            var message =
                    new MimeMessage(
                            Session.getInstance(new Properties()), new ByteArrayInputStream(data));
            this.mails.add(new Mail(from, to, session.isTLSStarted(), message));
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private final class Counting implements SessionHandler {

        @Override
        public SessionAcceptance accept(org.subethamail.smtp.server.Session session) {
            MailServer.this.connections.incrementAndGet();
            return SessionAcceptance.success();
        }

        @Override
        public void onSessionEnd(org.subethamail.smtp.server.Session session) {}
    }
}
