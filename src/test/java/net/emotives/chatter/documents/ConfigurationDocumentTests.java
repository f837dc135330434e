package net.emotives.chatter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Holds docs/configuration.md to the settings that there are. */
class ConfigurationDocumentTests {

    private static final Path DOCUMENT = Path.of("docs", "configuration.md");

    @Test
    void listsEverySettingAsItIs() throws IOException, ClassNotFoundException {
        var written = ConfigurationDocument.written();
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(DOCUMENT, written);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("./mvnw test -Dtest=ConfigurationDocumentTests -Dconfiguration.write=true")
                .isEqualTo(written);
    }

    @Test
    void referenceHoldsWhatTheRecordsTake() throws IOException, ClassNotFoundException {
        assertThat(ofTheService())
                .extracting(Setting::key)
                .containsExactlyInAnyOrderElementsOf(Records.settings().keySet());
    }

    @Test
    void saysSomethingAboutEverySetting() throws IOException, ClassNotFoundException {
        var records = Records.settings();
        assertThat(ofTheService())
                .allSatisfy(setting ->
                        assertThat(setting.comment() + records.get(setting.key()))
                                .as(setting.key())
                                .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("ofTheService")
    void settingIsTakenFromItsVariable(Setting setting) {
        for (var i = 0; i < setting.names().size(); i++) {
            var variable = setting.variables().get(i);
            if (!setting.value().contains("${" + variable)) {
                assertThat(boundTo(setting.names().get(i), variable)).isEqualTo("given");
            }
        }
    }

    private static String boundTo(String name, String variable) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new SystemEnvironmentPropertySource(
                                "given-systemEnvironment", Map.of(variable, "given")));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind(name, Bindable.of(String.class)).orElse("nothing");
    }

    private static List<Setting> ofTheService() throws IOException {
        return Settings.read().below("chatter");
    }
}
