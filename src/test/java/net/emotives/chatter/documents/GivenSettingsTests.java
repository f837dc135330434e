package net.emotives.chatter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings as they come from the environment and from mounted files, read by a real start. */
@ExtendWith(OutputCaptureExtension.class)
class GivenSettingsTests {

    private static final Pattern PART = Pattern.compile("[{,] *[a-z-]+: *([^,} ]+)");

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "VERIFICATION_URL", "http://uacl/authorize",
                    "NOTIFICATION_AUTH", "a secret",
                    "NOTIFICATION_URL", "http://notif/internal_notification",
                    "EMOTIVES_URL", "http://site.example/");

    private static final Map<String, String> OTHERS =
            Map.of(
                    "DATABASE_URL", "postgres://u:p@h/d",
                    "DATABASE_DIRECT_URL", "postgres://u:p@i/d",
                    "REDIS_URL", "redis://h",
                    "ALLOWED_ORIGINS", "https://a.example,https://b.example",
                    "EMAIL_FROM", "a@b.example",
                    "EMAIL_PASSWORD", "a b c",
                    "EMAIL_LEVEL", "WARN",
                    "CHATTER_CLIENTS_TRUSTED_PROXIES", "10.0.0.0/8");

    /** A value for every setting of the service. */
    private static Map<String, String> all() throws IOException {
        var all = new HashMap<String, String>();
        for (var setting : Settings.read().below("chatter")) {
            var variables = setting.variables();
            var values =
                    setting.value().startsWith("{")
                            ? PART.matcher(setting.value())
                                    .results()
                                    .map(part -> part.group(1))
                                    .toList()
                            : List.of(setting.preset());
            for (var i = 0; i < variables.size(); i++) {
                all.put(variables.get(i), values.get(i));
            }
        }
        all.putAll(REQUIRED);
        all.putAll(OTHERS);
        return all;
    }

    private static Map<String, Object> records(Map<String, String> variables) {
        try (var context = RealStart.of(RefusedSettingsTests.AllSettings.class, variables)) {
            return context.getBeansWithAnnotation(ConfigurationProperties.class).entrySet().stream()
                    .filter(bean -> bean.getKey().contains("net.emotives"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static Map<String, String> changed(
            Map<String, String> variables, UnaryOperator<String> change) {
        return variables.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> change.apply(entry.getValue())));
    }

    @Test
    void blanksAndLineEndsAroundAnyValueMeanNothing() throws IOException {
        var all = all();
        assertThat(all).hasSizeGreaterThan(90).doesNotContainValue("");

        assertThat(records(changed(all, value -> " \t" + value + " \r\n")))
                .hasSizeGreaterThan(10)
                .isEqualTo(records(all));
    }

    @Test
    void blanksAndLineEndsAroundTheValueOfAFileMeanNothing(@TempDir Path secrets)
            throws IOException {
        for (var secret : REQUIRED.entrySet()) {
            Files.writeString(secrets.resolve(secret.getKey()), " " + secret.getValue() + " \n\n");
        }
        Files.writeString(secrets.resolve("chatter.socket.ping"), "\n7s\n");
        var variables = Map.of("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/");
        try (var context = RealStart.of(RefusedSettingsTests.AllSettings.class, variables)) {
            var environment = context.getEnvironment();
            assertThat(environment.getProperty("chatter.identity.url"))
                    .isEqualTo("http://uacl/authorize");
            assertThat(environment.getProperty("spring.http.serviceclient.notif.base-url"))
                    .isEqualTo("http://notif/internal_notification");
            assertThat(environment.getProperty("chatter.identity.service-secret"))
                    .isEqualTo("a secret");
            assertThat(environment.getProperty("chatter.socket.ping")).isEqualTo("7s");
        }
    }

    @Test
    void allThatIsMissingOrWrongIsNamedAtOnceALineEach(CapturedOutput output) {
        var wrong =
                Map.ofEntries(
                        Map.entry("NOTIFICATION_URL", "notif/internal_notification"),
                        Map.entry("EMOTIVES_URL", "http://site.example"),
                        Map.entry("ALLOWED_ORIGINS", "*"),
                        Map.entry("NOTIFY_WHEN", "sometimes"),
                        Map.entry("CHATTER_SOCKET_PING", "soon"),
                        Map.entry("CHATTER_SOCKET_FRAME_LIMIT", "1B"),
                        Map.entry("CHATTER_SOCKET_DRAIN", ""),
                        Map.entry("CHATTER_MESSAGES_SEND_RATE_BURST", "many"),
                        Map.entry("CHATTER_MESSAGES_PAGE", "0"),
                        Map.entry("CHATTER_TOKENS_ISSUE_RATE_BURST", "0"));

        assertThatThrownBy(() -> RealStart.of(RefusedSettingsTests.AllSettings.class, wrong))
                .isInstanceOf(RuntimeException.class);

        var lines = output.getOut().lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(lines.getFirst())
                .contains("APPLICATION FAILED TO START: 12 things are missing or wrong");
        assertThat(
                        lines.stream()
                                .skip(1)
                                .map(line -> line.replaceFirst(".*: To mend: ", "").strip()))
                .containsExactlyInAnyOrder(
                        "chatter.identity.url (VERIFICATION_URL) is missing: it must be a full URL"
                                + " such as http://uacl/authorize",
                        "chatter.identity.service-secret (NOTIFICATION_AUTH) is missing: it must be"
                                + " the secret shared with notif and uacl",
                        "chatter.notifications.url (NOTIFICATION_URL) must be a full URL such as"
                                + " http://notif/internal_notification, but is"
                                + " notif/internal_notification",
                        "chatter.notifications.site (EMOTIVES_URL) must be the base of the site and"
                                + " end with a slash, but is http://site.example",
                        "chatter.notifications.when must be one of always, offline, but is"
                                + " \"sometimes\"",
                        "chatter.web.allowed-origins (ALLOWED_ORIGINS) must be origins such as"
                                + " https://site.example, each a scheme, a host and perhaps a port;"
                                + " this is none: *",
                        "chatter.socket.ping (System Environment Property \"CHATTER_SOCKET_PING\")"
                                + " must be a time such as 10s, but is \"soon\"",
                        "chatter.socket.frame-limit must be at least 1024B, but is 1B",
                        "chatter.socket.drain (System Environment Property"
                                + " \"CHATTER_SOCKET_DRAIN\") must not be empty",
                        "chatter.messages.send-rate.burst (System Environment Property"
                                + " \"CHATTER_MESSAGES_SEND_RATE_BURST\") must be a whole number,"
                                + " but is \"many\"",
                        "chatter.messages.page must be at least 1, but is 0",
                        "chatter.tokens.issue-rate: a rate needs a burst of at least 1 and a"
                                + " per-second of more than 0");
        assertThat(output).doesNotContain("\tat ");
    }
}
