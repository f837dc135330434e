package net.emotives.chatter.testing.witness;

/**
 * What is said under a client id: known from the id alone, so that of every text it can be told
 * whether it is the right one.
 */
public final class Wording {

    private static final String FILLER = " ein Satz, der sich zieht – 長い文 – 👍";

    private Wording() {}

    /** The text, of different lengths. */
    public static String of(String clientId) {
        return clientId + FILLER.repeat(Math.floorMod(clientId.hashCode(), 7));
    }
}
