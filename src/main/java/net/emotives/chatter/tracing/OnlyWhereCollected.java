package net.emotives.chatter.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import java.util.List;

/**
 * Leaves out what Spring Boot sets up for tracing where nobody collects traces: it would otherwise
 * make spans and throw them away.
 */
class OnlyWhereCollected implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final List<String> OF_TRACING =
            List.of(
                    "org.springframework.boot.micrometer.tracing.",
                    "org.springframework.boot.opentelemetry.");

    private boolean collected;

    @Override
    public void setEnvironment(Environment environment) {
        this.collected = !environment.getProperty(ENDPOINT, "").isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        var kept = new boolean[classes.length];
        for (var i = 0; i < classes.length; i++) {
            var name = classes[i];
            kept[i] =
                    this.collected
                            || name == null
                            || OF_TRACING.stream().noneMatch(name::startsWith);
        }
        return kept;
    }
}
