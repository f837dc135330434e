package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.FastJar;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What someone reads who starts the jar and got the database wrong. */
class StartIntegrationTests {

    @Test
    void saysWhatToSetWithoutADatabase() throws Exception {
        assertThat(refused(Map.of()))
                .contains(
                        "set DATABASE_URL (postgres://user:password@host:5432/name), or try it out"
                                + " with ./mvnw spring-boot:test-run");
    }

    @Test
    void namesAllThatIsMissingAtOnce() throws Exception {
        var said =
                refused(
                        Map.of(
                                "VERIFICATION_URL", "",
                                "NOTIFICATION_URL", "",
                                "NOTIFICATION_AUTH", "",
                                "EMOTIVES_URL", ""));
        assertThat(said.lines().filter(line -> line.contains("To mend: ")))
                .hasSize(5)
                .anyMatch(line -> line.contains("set DATABASE_URL"))
                .anyMatch(line -> line.contains("(VERIFICATION_URL) is missing"))
                .anyMatch(line -> line.contains("(NOTIFICATION_URL) is missing"))
                .anyMatch(line -> line.contains("(NOTIFICATION_AUTH) is missing"))
                .anyMatch(line -> line.contains("(EMOTIVES_URL) is missing"));
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (var database = TestDatabase.create();
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(other.getLocalPort());
            assertThat(refused(Map.of("DATABASE_URL", database.url(), "PORT", port)))
                    .contains(
                            "cannot listen on 127.0.0.1, port " + port + " (HOST, PORT): ",
                            "in use");
            assertThat(
                            refused(
                                    Map.of(
                                            "DATABASE_URL", database.url(),
                                            "HOST", "192.0.2.1",
                                            "PORT", "8080")))
                    .contains("cannot listen on 192.0.2.1, port 8080 (HOST, PORT): ", "assign");
        }
    }

    /** An older Java from 17 on, which can load Spring Boot's launcher. */
    @Test
    void saysWhichJavaIsNeededUnderAnOlderOne() throws Exception {
        var older = OlderJava.required();
        var process =
                new ProcessBuilder(older.toString(), "-jar", "target/chatter.jar")
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.inputReader()) {
            assertThat(output.readAllAsString())
                    .startsWith("chatter needs Java 25 or newer, and this is Java ")
                    .hasLineCount(1);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhatIsWrongWithAnAddress() throws Exception {
        assertThat(refused(Map.of("DATABASE_URL", "postgres://u:s3cret@h:port/d")))
                .contains("chatter.database.url (DATABASE_URL) has no readable host and port")
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsWrongWithADirectAddress() throws Exception {
        var environment =
                Map.of(
                        "DATABASE_URL", "postgres://u:s3cret@127.0.0.1:1/d",
                        "DATABASE_DIRECT_URL", "u:s3cret@127.0.0.1/d");
        assertThat(refused(environment))
                .contains(
                        "chatter.database.direct-url (DATABASE_DIRECT_URL) begins with none of"
                                + " postgres://")
                .doesNotContain("s3cret");
    }

    @Test
    void saysThatADatabaseIsAway() throws Exception {
        assertThat(refused(Map.of("DATABASE_URL", "postgres://u:s3cret@127.0.0.1:1/d")))
                .contains("leads to no database that lets chatter in", "127.0.0.1:1")
                .doesNotContain("s3cret");
    }

    @Test
    void saysInOneLineWhichSettingCannotBe() throws Exception {
        var said =
                refused(
                        Map.of(
                                "DATABASE_URL", "postgres://u:s3cret@127.0.0.1:1/d",
                                "CHATTER_SOCKET_PING", ""));
        assertThat(said.lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains(
                        "APPLICATION FAILED TO START: ",
                        "chatter.socket.ping (System Environment Property \"CHATTER_SOCKET_PING\")"
                                + " must not be empty");
    }

    @Test
    void saysWhyItLeavesAForeignDatabaseAlone() throws Exception {
        try (var database = TestDatabase.empty()) {
            OriginalDatabase.run(database, "CREATE TABLE rooms (id INT)");
            assertThat(refused(Map.of("DATABASE_URL", database.url())))
                    .contains("rooms is there already (nothing was changed;");
        }
    }

    private static String refused(Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(FastJar.lean()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "HOST", "127.0.0.1",
                                "PORT", "0",
                                "VERIFICATION_URL", "http://127.0.0.1:1/authorize",
                                "NOTIFICATION_URL", "http://127.0.0.1:1/internal_notification",
                                "NOTIFICATION_AUTH", "a secret",
                                "EMOTIVES_URL", "http://localhost/"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var output = process.inputReader()) {
            var said = output.readAllAsString();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(said)
                    .containsOnlyOnce("APPLICATION FAILED TO START: ")
                    .doesNotContain("\tat ", "\uFFFD");
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
