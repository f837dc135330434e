package net.emotives.chatter.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for a name, made by the JDK's keytool, and who trusts it. */
final class MailCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore keys;

    private MailCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** A new certificate that is valid for the one name, such as {@code localhost}. */
    static MailCertificate of(String name, Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory(folder, "mail").resolve("keys.p12");
        var keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-keyalg",
                                        "EC",
                                        "-alias",
                                        "mail",
                                        "-dname",
                                        "CN=" + name,
                                        "-ext",
                                        "SAN=dns:" + name,
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        new String(PASSWORD),
                                        "-keystore",
                                        file.toString()))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        return new MailCertificate(KeyStore.getInstance(file.toFile(), PASSWORD));
    }

    /** TLS of a server that shows the certificate. */
    SSLContext server() throws GeneralSecurityException {
        var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(this.keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        return context;
    }

    /** Sockets of a client that trusts the certificate, and no other. */
    SSLSocketFactory trusting() throws GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (IOException failure) {
            throw new GeneralSecurityException(failure);
        }
        trusted.setCertificateEntry("mail", this.keys.getCertificate("mail"));
        var manager = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        manager.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, manager.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
