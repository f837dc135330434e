package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the settings of a group may be. What one may not be is refused, with a sentence that names
 * it and says what it is.
 */
public final class Limits {

    private static final ScopedValue<List<String>> GATHERED = ScopedValue.newInstance();

    private final String group;

    private Limits(String group) {
        this.group = group;
    }

    /** Of the settings whose names begin with that and a dot. */
    public static Limits of(String group) {
        return new Limits(group);
    }

    /**
     * Runs that with checks that add their sentences to the list instead of throwing, so that all
     * are found at once. What could not be read at all may be null there, and passes.
     */
    public static void gathering(List<String> sentences, Runnable checks) {
        ScopedValue.where(GATHERED, sentences).run(checks);
    }

    /**
     * The setting is no less than that.
     *
     * @throws IllegalArgumentException where it is
     */
    public <T extends Comparable<T>> Limits atLeast(T least, String name, @Nullable T value) {
        return require(
                value == null || value.compareTo(least) >= 0,
                String.format(
                        Locale.ROOT,
                        "%s must be at least %s, but is %s",
                        name,
                        text(least),
                        text(value)));
    }

    /**
     * The setting is more than that.
     *
     * @throws IllegalArgumentException where it is not
     */
    public <T extends Comparable<T>> Limits moreThan(T bound, String name, @Nullable T value) {
        return require(
                value == null || value.compareTo(bound) > 0,
                String.format(
                        Locale.ROOT,
                        "%s must be more than %s, but is %s",
                        name,
                        text(bound),
                        text(value)));
    }

    /**
     * The setting is one of these, both ends included.
     *
     * @throws IllegalArgumentException where it is less or more
     */
    public <T extends Comparable<T>> Limits between(
            T least, T most, String name, @Nullable T value) {
        return require(
                value == null || value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                String.format(
                        Locale.ROOT,
                        "%s must be from %s to %s, but is %s",
                        name,
                        text(least),
                        text(most),
                        text(value)));
    }

    /**
     * The setting is an address of HTTP with a host.
     *
     * @throws IllegalArgumentException where it is not
     */
    public Limits httpUrl(String name, String example, String value) {
        var rule = value.isBlank() ? " is missing: it must be" : " must be";
        var found = value.isBlank() ? "" : ", but is " + value;
        return require(isHttpUrl(value), name + rule + " a full URL such as " + example + found);
    }

    private static boolean isHttpUrl(String value) {
        try {
            var url = new URI(value);
            return ("http".equalsIgnoreCase(url.getScheme())
                            || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /**
     * That rule holds, which the sentence states of a setting whose name it begins with.
     *
     * @throws IllegalArgumentException where it does not
     */
    public Limits require(boolean rule, String sentence) {
        if (!rule) {
            var refusal = this.group + "." + sentence;
            if (!GATHERED.isBound()) {
                throw new IllegalArgumentException(refusal);
            }
            GATHERED.get().add(refusal);
        }
        return this;
    }

    /** A duration as it is written in the settings, such as 1m30s. */
    private static String text(@Nullable Object value) {
        return value instanceof Duration duration
                ? duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : String.valueOf(value);
    }
}
