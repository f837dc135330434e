package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Bind handler that collects the settings that cannot be converted, rather than stop at the first.
 */
final class UnreadableValues extends AbstractBindHandler {

    private static final String SERVICE = "chatter.";

    private final Map<ConfigurationPropertyName, String> sentences = new LinkedHashMap<>();

    UnreadableValues(BindHandler parent) {
        super(parent);
    }

    /** One for each, which begins with its name. */
    Collection<String> sentences() {
        return this.sentences.values();
    }

    boolean names(String setting) {
        return this.sentences.keySet().stream().anyMatch(name -> name.toString().equals(setting));
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name,
            Bindable<?> target,
            BindContext context,
            Exception error) {
        if (error instanceof UnboundConfigurationPropertiesException unknown) {
            // Properties that could not be converted are reported as unbound as well; keep the
            // first sentence.
            for (var property : unknown.getUnboundProperties()) {
                this.sentences.putIfAbsent(
                        property.getName(),
                        property.getName() + origin(property) + " is no setting of chatter");
            }
            return null;
        }
        // A group fails after a part of it did; the part says why.
        if (this.sentences.keySet().stream()
                .noneMatch(part -> part.equals(name) || name.isAncestorOf(part))) {
            var origin = origin(context.getConfigurationProperty());
            this.sentences.put(name, sentence(name, target, origin, error));
        }
        return null;
    }

    private static String sentence(
            ConfigurationPropertyName name, Bindable<?> target, String origin, Exception error) {
        var type = target.getType().resolve();
        if (type != null && conversion(error) instanceof ConversionFailedException unreadable) {
            return String.format(
                    Locale.ROOT,
                    "%s%s must be %s, but is \"%s\"",
                    name,
                    origin,
                    form(type),
                    unreadable.getValue());
        }
        var reason = reason(error);
        if (reason.startsWith(name + " ")) {
            return name + origin + reason.substring(name.toString().length());
        }
        return reason.startsWith(SERVICE) ? reason : name + origin + ": " + reason;
    }

    private static @Nullable Throwable conversion(Throwable failure) {
        var cause = failure;
        while (cause != null && !(cause instanceof ConversionFailedException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Returns the origin of a value that the operator set, in parentheses; empty for a built-in
     * default.
     */
    private static String origin(@Nullable ConfigurationProperty property) {
        var origin = property == null ? null : property.getOrigin();
        return origin == null || origin.toString().startsWith("class path resource")
                ? ""
                : " (" + origin + ")";
    }

    private static String form(Class<?> declared) {
        var type = ClassUtils.resolvePrimitiveIfNecessary(declared);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Duration.class) {
            return "a time such as 10s";
        }
        if (type == DataSize.class) {
            return "a size such as 64KB";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == Double.class ? "a number" : "a whole number";
    }

    /** The innermost sentence, without a dot at its end. */
    static String reason(Throwable failure) {
        if (failure instanceof BindException bind && bind.getCause() != null) {
            return reason(bind.getCause());
        }
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        return String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
    }
}
