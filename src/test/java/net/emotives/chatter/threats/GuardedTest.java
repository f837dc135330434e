package net.emotives.chatter.threats;

import net.emotives.chatter.testing.ChatterTest;

import org.springframework.test.context.TestPropertySource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service with narrow limits, a port for management, and a gateway at {@link #GATEWAY}; all such
 * tests share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.clients.trusted-proxies=" + GuardedTest.GATEWAY + "/32, 10.0.0.0/8",
            "chatter.clients.sockets-per-address=2",
            "chatter.clients.refusals.burst=" + GuardedTest.REFUSALS,
            "chatter.clients.refusals.per-second=0.001",
            "chatter.rooms.create-rate.burst=2",
            "chatter.rooms.create-rate.per-second=0.0001",
            "chatter.rooms.join-rate.burst=3",
            "chatter.rooms.join-rate.per-second=0.0001",
            "chatter.messages.receipt-rate.burst=2",
            "chatter.messages.receipt-rate.per-second=0.0001",
            "chatter.v2.typing-rate.burst=2",
            "chatter.v2.typing-rate.per-second=0.0001",
            "chatter.presence.watched=3",
            "chatter.v2.watch-rate.burst=5",
            "chatter.v2.watch-rate.per-second=0.0001",
            "chatter.reads.patience=500ms",
            "chatter.web.read-rate.burst=" + GuardedTest.READS,
            "chatter.web.read-rate.per-second=0.001",
            "chatter.web.reads-at-once=2",
            "server.tomcat.connection-timeout=1s",
            "management.server.port=0"
        })
@interface GuardedTest {

    /** Pages that a user may request. */
    int READS = 10;

    /** The one address of the loopback whose word on addresses is taken. */
    String GATEWAY = "127.0.0.2";

    /** So many an address may have; more than all tests but those of it get at their own. */
    int REFUSALS = 100;
}
