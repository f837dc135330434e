package net.emotives.chatter.testing;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.Extension;

import java.time.Duration;

/**
 * Lets every test await a minute long what it awaits without saying how long: how fast the machine
 * is decides nothing. JUnit finds it by itself, before the first test.
 */
public final class LongPatience implements Extension {

    public LongPatience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}
