package net.emotives.chatter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A setting that cannot be is refused at the start, with a sentence that names it. */
class RefusedSettingsTests {

    private static final Pattern QUANTITY = Pattern.compile("[0-9.]+(ms|s|m|h|d|B|KB|MB)?");

    /** Of these 0 means none, at once, or what their comments say. */
    private static final Set<String> MAY_BE_ZERO =
            Set.of(
                    "chatter.cluster.farewell",
                    "chatter.database.reserved",
                    "chatter.delivery.gather",
                    "chatter.delivery.late",
                    "chatter.delivery.presence-group-limit",
                    "chatter.identity.cache",
                    "chatter.messages.receipts-room-limit",
                    "chatter.messages.replay-limit",
                    "chatter.notifications.attempts-kept",
                    "chatter.notifications.busy-above",
                    "chatter.notifications.gather",
                    "chatter.notifications.offline-delay",
                    "chatter.notifications.redirect-limit",
                    "chatter.presence.grace",
                    "chatter.presence.watched",
                    "chatter.socket.drain",
                    "chatter.socket.max-age",
                    "chatter.socket.receipt-ping",
                    "chatter.v2.data-limit",
                    "chatter.v2.reconnect-spread",
                    "chatter.v2.resume-wait",
                    "chatter.v2.room-members",
                    "chatter.v2.typing-room-limit");

    private static final String GIVEN = "given";

    /** One for all tests; what is bound is bound anew whenever it is asked for. */
    private static final AnnotationConfigApplicationContext CONTEXT = context();

    private static AnnotationConfigApplicationContext context() {
        var context = new AnnotationConfigApplicationContext();
        new ConfigDataApplicationContextInitializer().initialize(context);
        var required =
                Map.<String, Object>of(
                        "chatter.identity.url", "http://127.0.0.1/authorize",
                        "chatter.identity.service-secret", "secret",
                        "chatter.notifications.url", "http://127.0.0.1/notification",
                        "chatter.notifications.site", "http://127.0.0.1/");
        var sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource("required", required));
        sources.addFirst(new MapPropertySource(GIVEN, Map.of()));
        context.addBeanFactoryPostProcessor(factory -> {
            for (var name : factory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
                factory.getBeanDefinition(name).setScope(BeanDefinition.SCOPE_PROTOTYPE);
            }
        });
        context.register(AllSettings.class);
        context.refresh();
        return context;
    }

    @Configuration
    @ConfigurationPropertiesScan("net.emotives.chatter")
    @ComponentScan(
            basePackages = "net.emotives.chatter",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = ConfigurationPropertiesBindHandlerAdvisor.class))
    static class AllSettings {}

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    /** Binds all settings, and returns why they are refused, or null where they are not. */
    private static @Nullable BeansException refusal(Map<String, Object> given) {
        CONTEXT.getEnvironment()
                .getPropertySources()
                .replace(GIVEN, new MapPropertySource(GIVEN, given));
        var names = CONTEXT.getBeanNamesForAnnotation(ConfigurationProperties.class);
        assertThat(names).hasSizeGreaterThan(10);
        try {
            for (var name : names) {
                var _ = CONTEXT.getBean(name);
            }
            return null;
        } catch (BeansException failure) {
            return failure;
        }
    }

    @Test
    void takesWhatIsSetByDefault() {
        assertThat(refusal(Map.of())).isNull();
    }

    static Stream<String> quantities() throws IOException {
        var found = new ArrayList<String>();
        for (var setting : Settings.read().below("chatter")) {
            if (setting.value().startsWith("{")) {
                found.addAll(setting.names());
            } else if (QUANTITY.matcher(setting.preset()).matches()) {
                found.add(setting.key());
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void takesNothingNegative(String setting) {
        assertRefused(setting, "-1");
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void takesNothingEmpty(String setting) {
        assertRefused(setting, "");
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void takesZeroWhereItMeansSomething(String setting) {
        if (MAY_BE_ZERO.contains(setting)) {
            assertThat(refusal(Map.of(setting, "0"))).isNull();
        } else {
            assertRefused(setting, "0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chatter.cluster.lease, 1999ms",
        "chatter.database.pool, 1",
        "chatter.database.pool, 1001",
        "chatter.database.unready-after, 4999ms",
        "chatter.database.unready-after, 61m",
        "chatter.delivery.changes-kept, 19s",
        "chatter.mail.port, 65536",
        "chatter.mail.timeout, 61m",
        "chatter.journal.backlog, 99",
        "chatter.journal.batch, 1001",
        "chatter.messages.page, 1001",
        "chatter.notifications.backoff.most, 999ms",
        "chatter.notifications.breaker.most, 999ms",
        "chatter.notifications.site, http://127.0.0.1",
        "chatter.socket.frame-limit, 1023B",
        "chatter.socket.lost-after, 25s",
        "chatter.socket.queue-limit, 65535B",
        "chatter.socket.send-buffer, 4095B",
        "chatter.tokens.lifetime, 999ms",
        "chatter.between-nodes.channel, ''",
        "chatter.between-nodes.bus, redis",
        "chatter.between-nodes.bus, ''",
        "chatter.notifications.when, ''",
        "chatter.identity.url, ''",
        "chatter.identity.service-secret, ''",
        "chatter.notifications.url, ''",
        "chatter.socket.pong, 1s",
    })
    void takesNothingThatCannotBe(String setting, String value) {
        assertRefused(setting, value);
    }

    @ParameterizedTest
    @CsvSource({
        "chatter.cluster.lease, 2s",
        "chatter.database.pool, 2",
        "chatter.database.unready-after, 5s",
        "chatter.delivery.changes-kept, 20s",
        "chatter.journal.backlog, 100",
        "chatter.journal.batch, 1000",
        "chatter.messages.page, 1000",
        "chatter.socket.frame-limit, 1024B",
        "chatter.socket.lost-after, 25001ms",
        "chatter.socket.queue-limit, 64KB",
        "chatter.socket.send-buffer, 4KB",
        "chatter.tokens.lifetime, 1s",
    })
    void takesTheLeastAndTheMost(String setting, String value) {
        assertThat(refusal(Map.of(setting, value))).isNull();
    }

    private static void assertRefused(String setting, String value) {
        var parts = setting.split("\\.", -1);
        // A part of a setting, such as the burst of a rate, is named behind the setting.
        var named =
                parts.length == 3
                        ? List.of(setting)
                        : List.of(String.join(".", List.of(parts).subList(0, 3)), parts[3]);
        assertThat(reasons(refusal(Map.of(setting, value))))
                .as("%s=%s", setting, value)
                .contains(named);
    }

    private static String reasons(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("\n"));
    }
}
