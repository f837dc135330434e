package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class MailPropertiesTests {

    @Test
    void mailsThroughGmailUnlessToldOtherwise() {
        var properties = MailSettings.enabled();
        assertThat(properties.host()).isEqualTo("smtp.gmail.com");
        assertThat(properties.port()).isEqualTo(587);
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.enabled()).isTrue();
    }

    @Test
    void takesHostAndPortFromTheEnvironment() {
        var properties = MailSettings.enabled("EMAIL_HOST=mail.example.org", "EMAIL_PORT=2587");
        assertThat(properties.host()).isEqualTo("mail.example.org");
        assertThat(properties.port()).isEqualTo(2587);
    }

    @Test
    void mailsFiveAtOnceAndThenOneAMinute() {
        var properties = MailSettings.with();
        assertThat(properties.burst()).isEqualTo(5);
        assertThat(properties.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(properties.queue()).isEqualTo(100);
    }

    @Test
    void mailsNothingWithoutAddressOrPassword() {
        assertThat(MailSettings.with().enabled()).isFalse();
        assertThat(MailSettings.with("EMAIL_FROM=a@example.org").enabled()).isFalse();
        assertThat(MailSettings.with("EMAIL_PASSWORD=secret").enabled()).isFalse();
        assertThat(MailSettings.with("EMAIL_FROM= ", "EMAIL_PASSWORD=secret").enabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ERROR,ERROR", "error,ERROR", "WARN,WARN", "warn,WARN", "Warn,WARN"})
    void takesTheNameOfALevelAsThresholdWithoutLabel(String level, String threshold) {
        var properties = MailSettings.with("EMAIL_LEVEL=" + level);
        assertThat(properties.threshold()).isEqualTo(Level.valueOf(threshold));
        assertThat(properties.subject()).isEqualTo("chatter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROD", "staging 2", "WARNING", "Zürich"})
    void takesAnythingElseAsLabel(String label) {
        var properties = MailSettings.with("EMAIL_LEVEL=" + label);
        assertThat(properties.threshold()).isEqualTo(Level.ERROR);
        assertThat(properties.subject()).isEqualTo(label + " - chatter");
    }

    @Test
    void mailsErrorsWithoutLabelWhenNoLevelIsGiven() {
        assertThat(MailSettings.with().threshold()).isEqualTo(Level.ERROR);
        assertThat(MailSettings.with().subject()).isEqualTo("chatter");
    }

    @ParameterizedTest
    @CsvSource({
        "from, not an address",
        "from, Chatter <chatter@example.org>",
        "from, 'a@example.org,b@example.org'",
        "level, 'PROD\r\nBcc: someone@example.org'",
        "host, ''",
        "port, 0",
        "port, 65536",
        "timeout, 0s",
        "timeout, 2h",
        "queue, 0",
        "burst, 0",
        "interval, 0s"
    })
    void refusesWhatCannotWorkAndNamesTheKey(String key, String value) {
        assertThatThrownBy(() -> MailSettings.with("chatter.mail." + key + "=" + value))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("chatter.mail." + key);
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(MailSettings.enabled().toString()).doesNotContain(MailSettings.PASSWORD);
    }
}
