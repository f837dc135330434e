package net.emotives.chatter.testing;

import org.springframework.test.context.TestPropertySource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service that waits long for users who come back, replays little to them, and reports presence
 * to small groups only; all such tests share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.messages.replay-limit=20",
            "chatter.messages.send-rate.burst=1000",
            "chatter.v2.resume-wait=4s",
            "chatter.presence.grace=4s",
            "chatter.delivery.presence-group-limit=3"
        })
public @interface ReturnTest {}
