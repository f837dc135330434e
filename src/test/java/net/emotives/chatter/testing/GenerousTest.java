package net.emotives.chatter.testing;

import org.springframework.test.context.TestPropertySource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service whose rates and queues stop nobody, for tests that send thousands of frames; all such
 * tests share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.socket.bad-frames=1000000000",
            "chatter.socket.queue-limit=512KB",
            "chatter.messages.send-rate.burst=1000000000",
            "chatter.messages.receipt-rate.burst=1000000",
            "chatter.v2.request-rate.burst=1000000000",
            "chatter.v2.pipeline=1000",
            "chatter.v2.typing-rate.burst=1000000",
            "chatter.v2.watch-rate.burst=1000000",
            "chatter.rooms.create-rate.burst=1000000",
            "chatter.rooms.invite-rate.burst=1000000",
            "chatter.rooms.join-rate.burst=1000000",
            "chatter.tokens.issue-rate.burst=1000000",
            "chatter.tokens.connect-rate.burst=1000000"
        })
public @interface GenerousTest {}
