package net.emotives.chatter.kernel;

import java.time.Duration;
import java.util.Locale;

/**
 * What the settings of a group may be. What one may not be is refused, with a sentence that names
 * it and says what it is.
 */
public final class Limits {

    private final String group;

    private Limits(String group) {
        this.group = group;
    }

    /** Of the settings whose names begin with that and a dot. */
    public static Limits of(String group) {
        return new Limits(group);
    }

    /**
     * The setting is no less than that.
     *
     * @throws IllegalArgumentException where it is
     */
    public <T extends Comparable<T>> Limits atLeast(T least, String name, T value) {
        return require(
                value.compareTo(least) >= 0,
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
    public <T extends Comparable<T>> Limits moreThan(T bound, String name, T value) {
        return require(
                value.compareTo(bound) > 0,
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
    public <T extends Comparable<T>> Limits between(T least, T most, String name, T value) {
        return require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                String.format(
                        Locale.ROOT,
                        "%s must be from %s to %s, but is %s",
                        name,
                        text(least),
                        text(most),
                        text(value)));
    }

    /**
     * That rule holds, which the sentence states of a setting whose name it begins with.
     *
     * @throws IllegalArgumentException where it does not
     */
    public Limits require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException(this.group + "." + sentence);
        }
        return this;
    }

    /** A duration as it is written in the settings, such as 1m30s. */
    private static String text(Object value) {
        return value instanceof Duration duration
                ? duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : value.toString();
    }
}
