package net.emotives.chatter.bus;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tells texts to the other nodes. What one node tells arrives in its order, where it arrives; a
 * node may hear itself.
 */
public interface Bus extends AutoCloseable {

    /**
     * Begins to hear, now or as soon as it can. Returns at once, where the bus is away too.
     *
     * @param heard gets each text, one at a time; what waits in it holds up what follows
     * @param restored is called when hearing begins, and after each break: something may be lost
     */
    void listen(Consumer<String> heard, Runnable restored);

    /**
     * Tells texts of at most {@link #largest} bytes. Waits for the bus, for some seconds at most;
     * one caller at a time.
     *
     * @throws BusAway where it is away: they may have been told, or not
     */
    void publish(List<String> texts);

    /** The most bytes of a text in UTF-8 that costs nothing besides telling it. */
    int limit();

    /** The most bytes of a text in UTF-8; larger than {@link #limit} where a text can be stored. */
    default int largest() {
        return limit();
    }

    /** Whether other nodes may share the database; where not, only this one writes. */
    default boolean isShared() {
        return true;
    }

    /** Hears and tells nothing more. */
    @Override
    void close();
}
