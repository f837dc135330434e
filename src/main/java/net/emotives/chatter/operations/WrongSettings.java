package net.emotives.chatter.operations;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds everything that is wrong with the service's settings, where a start stops at the first. */
final class WrongSettings {

    private final Binder binder;
    private final Set<String> sentences = new LinkedHashSet<>();

    private WrongSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * A sentence for each setting of these records that is missing or cannot be used; it begins
     * with the setting's name.
     */
    static List<String> in(Environment environment, Collection<Class<?>> records) {
        var wrong = new WrongSettings(environment);
        records.forEach(wrong::check);
        return List.copyOf(wrong.sentences);
    }

    private void check(Class<?> type) {
        var prefix =
                Objects.requireNonNull(
                                AnnotationUtils.findAnnotation(type, ConfigurationProperties.class))
                        .prefix();
        var refused = new ArrayList<String>();
        var unreadable =
                new UnreadableValues(
                        new EmptySettings()
                                .apply(
                                        new NoUnboundElementsBindHandler(
                                                BindHandler.DEFAULT,
                                                new UnboundElementsSourceFilter())));
        try {
            Limits.gathering(
                    refused, () -> this.binder.bindOrCreate(prefix, Bindable.of(type), unreadable));
        } catch (RuntimeException consequence) {
            // The record could not be made of values that cannot be read: those are known.
            if (unreadable.sentences().isEmpty() && refused.isEmpty()) {
                this.sentences.add(UnreadableValues.reason(consequence));
            }
        }
        this.sentences.addAll(unreadable.sentences());
        refused.stream()
                .filter(sentence -> !unreadable.names(sentence.split("[ (]", 2)[0]))
                .forEach(this.sentences::add);
    }
}
