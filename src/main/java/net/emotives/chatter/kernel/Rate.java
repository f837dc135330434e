package net.emotives.chatter.kernel;

/**
 * How often something may happen: {@code burst} times at once, and {@code perSecond} times a second
 * from then on.
 *
 * @param burst at least 1
 * @param perSecond more than 0
 */
public record Rate(int burst, double perSecond) {

    public Rate {
        if (burst < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException(
                    "a rate needs a burst of at least 1 and a per-second of more than 0");
        }
    }
}
