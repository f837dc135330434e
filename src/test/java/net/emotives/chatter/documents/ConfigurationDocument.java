package net.emotives.chatter.documents;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/configuration.md: each setting with its variable, its default and its meaning. */
final class ConfigurationDocument {

    private static final String HEAD =
            """
            # Configuration

            Generated from `application.yaml` and the records that hold the settings; a test compares. After a change:
            `./mvnw test -Dtest=ConfigurationDocumentTests -Dconfiguration.write=true`.

            Each setting is given by its variable in the environment, or as an argument (`--chatter.socket.ping=20s`). Times are
            `500ms`, `10s`, `5m`, `1h`; sizes `64KB`, `1MB`. A start with a value that cannot be is refused with a sentence that
            names it; all that is missing or wrong is named at once, a line each. Blanks and line ends around a value are
            dropped, those of passwords, too: a mounted secret may end in a newline. What has no default (–) is off until it is given; a start without what it needs says what that is, and
            [.env.example](../.env.example) shows the variables of a first start.
            """;

    private static final String CONTAINER =
            """

            ## The web server and management

            Settings of Spring Boot that differ from its own defaults, or that matter here. All others of
            [Spring Boot](https://docs.spring.io/spring-boot/appendix/application-properties/) can be set in the same way.
            """;

    private final Settings settings;
    private final Map<String, String> records;
    private final StringBuilder text = new StringBuilder(HEAD);

    private ConfigurationDocument(Settings settings, Map<String, String> records) {
        this.settings = settings;
        this.records = records;
    }

    static String written() throws IOException, ClassNotFoundException {
        var document = new ConfigurationDocument(Settings.read(), Records.settings());
        document.settings.groupsOf("chatter").forEach(document::group);
        document.text.append(CONTAINER);
        document.table("server");
        document.table("management");
        return document.text.toString();
    }

    private void group(String name, String comment) {
        this.text.append("\n## ").append(name).append('\n');
        if (!comment.isEmpty()) {
            this.text.append('\n').append(comment).append('\n');
        }
        table(name);
    }

    private void table(String name) {
        this.text.append("\n| setting | variable | default | |\n|---|---|---|---|\n");
        this.settings.below(name).forEach(setting -> row(name, setting));
    }

    private void row(String group, Setting setting) {
        var variables =
                setting.variables().stream()
                        .map(variable -> "`" + variable + "`")
                        .collect(Collectors.joining(", "));
        this.text
                .append("| `")
                .append(group.startsWith("chatter") ? inner(group, setting) : setting.key())
                .append("` | ")
                .append(variables)
                .append(" | ")
                .append(setting.preset().isEmpty() ? "–" : "`" + setting.preset() + "`")
                .append(" | ")
                .append(meaning(setting).replace("|", "\\|"))
                .append(" |\n");
    }

    private static String inner(String group, Setting setting) {
        return setting.key().substring(group.length() + 1);
    }

    private String meaning(Setting setting) {
        var said =
                setting.comment().isEmpty()
                        ? this.records.getOrDefault(setting.key(), "")
                        : setting.comment();
        return said.isEmpty() || said.startsWith("postgres:")
                ? said
                : Character.toUpperCase(said.charAt(0)) + said.substring(1);
    }
}
