package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.util.Arrays;
import java.util.HashMap;

/**
 * Strips blanks and line ends around every value of every source: a secret of Kubernetes or a file
 * often ends in a newline, and neither an address nor a header may. Runs after all sources are
 * read. Values of {@code logging.*} keep theirs, since a pattern may begin or end with a blank.
 */
class StrippedSettings implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        strip(environment);
    }

    /** A source without such values stays as it is. */
    static void strip(ConfigurableEnvironment environment) {
        var sources = environment.getPropertySources();
        for (var source : sources.stream().toList()) {
            if (source instanceof EnumerablePropertySource<?> values
                    && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                    && Arrays.stream(values.getPropertyNames())
                            .anyMatch(name -> changes(name, values.getProperty(name)))) {
                sources.replace(
                        source.getName(),
                        source instanceof SystemEnvironmentPropertySource variables
                                ? new StrippedVariables(variables)
                                : new StrippedValues(values));
            }
        }
    }

    private static boolean changes(String name, @Nullable Object value) {
        return value instanceof CharSequence && !value.toString().equals(stripped(name, value));
    }

    private static @Nullable Object stripped(String name, @Nullable Object value) {
        var isLogging = name.regionMatches(true, 0, "logging", 0, "logging".length());
        return value instanceof CharSequence && !isLogging ? value.toString().strip() : value;
    }

    private static @Nullable Origin origin(PropertySource<?> source, String name) {
        return OriginLookup.getOrigin(source, name);
    }

    /** Variables of the environment, which keep their own rule for names. */
    private static final class StrippedVariables extends SystemEnvironmentPropertySource
            implements OriginLookup<String> {

        private final PropertySource<?> original;

        StrippedVariables(SystemEnvironmentPropertySource original) {
            var values = new HashMap<String, Object>();
            original.getSource().forEach((name, value) -> values.put(name, stripped(name, value)));
            super(original.getName(), values);
            this.original = original;
        }

        @Override
        public @Nullable Origin getOrigin(String name) {
            return origin(this.original, name);
        }
    }

    /** Any other source. */
    private static final class StrippedValues extends EnumerablePropertySource<Object>
            implements OriginLookup<String> {

        private final EnumerablePropertySource<?> original;

        StrippedValues(EnumerablePropertySource<?> original) {
            super(original.getName(), original.getSource());
            this.original = original;
        }

        @Override
        public String[] getPropertyNames() {
            return this.original.getPropertyNames();
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return stripped(name, this.original.getProperty(name));
        }

        @Override
        public @Nullable Origin getOrigin(String name) {
            return origin(this.original, name);
        }
    }
}
