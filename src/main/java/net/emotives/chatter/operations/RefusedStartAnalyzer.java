package net.emotives.chatter.operations;

import net.emotives.chatter.kernel.StartRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says why a start is refused: the sentence of a {@link StartRefused}, what the database answered,
 * or each setting that is missing or cannot be used, and not only the first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedStartAnalyzer implements FailureAnalyzer {

    private static final String OURS = "net.emotives.chatter.";

    private final BeanFactory beans;
    private final Environment environment;

    RefusedStartAnalyzer(BeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        var sentences = new LinkedHashSet<String>();
        var refused = cause(failure, StartRefused.class);
        var settings = cause(failure, ConfigurationPropertiesBindException.class);
        if (refused != null) {
            sentences.add(refused.sentence().replaceFirst("\\.$", ""));
        }
        if (refused != null || (settings != null && isOurs(settings.getBeanType()))) {
            sentences.addAll(WrongSettings.in(this.environment, records()));
        }
        if (sentences.isEmpty()) {
            var outside = outside(failure);
            if (outside == null) {
                return null;
            }
            sentences.add(outside);
        }
        return new RefusedStart(List.copyOf(sentences), failure);
    }

    /** Describes a failure caused by the system or the database; null for any other. */
    private @Nullable String outside(Throwable failure) {
        var address = cause(failure, BindException.class);
        if (address != null) {
            var management = setting("management.server.port");
            return "chatter cannot listen on "
                    + setting("server.address")
                    + ", port "
                    + setting("server.port")
                    + " (HOST, PORT)"
                    + (management.equals("-1")
                            ? ""
                            : " or port " + management + " (MANAGEMENT_PORT)")
                    + ": "
                    + address.getMessage();
        }
        var database = cause(failure, SQLException.class);
        return database == null
                ? null
                : "The database refused a statement of the start (SQLSTATE "
                        + database.getSQLState()
                        + "): "
                        + database.getMessage();
    }

    private String setting(String name) {
        return this.environment.getProperty(name, "");
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        var known = new ArrayList<Throwable>();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            if (known.contains(cause)) {
                return null;
            }
            known.add(cause);
        }
        return null;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    /** The records of settings, which the scan names by their prefix and class. */
    private Set<Class<?>> records() {
        var found = new LinkedHashSet<Class<?>>();
        if (this.beans instanceof ListableBeanFactory all) {
            Arrays.stream(all.getBeanDefinitionNames())
                    .filter(name -> name.contains("-" + OURS))
                    .map(name -> name.substring(name.indexOf("-" + OURS) + 1))
                    .map(name -> ClassUtils.resolveClassName(name, null))
                    .filter(type -> type.isAnnotationPresent(ConfigurationProperties.class))
                    .forEach(found::add);
        }
        return found;
    }
}
