package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.Replication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Map;

/**
 * Under load another server takes over, or the one there is only reads for a while. Replication is
 * synchronous, so that what was committed is on both.
 */
class FailoverIntegrationTests {

    private static final int SENDERS = 16;
    private static final int MESSAGES = 100;

    /** How the old primary ends. */
    enum End {
        STOPPED,
        FROZEN;

        void of(OwnPostgres primary) {
            switch (this) {
                case STOPPED -> primary.stopImmediately();
                case FROZEN -> primary.freeze();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheNewPrimaryAmongTheHostsOfItsAddress(End end) throws InterruptedException {
        try (var first = OwnPostgres.start();
                var second = Replication.standbyOf(first);
                var service =
                        Service.impatient(
                                Service.url(first.port() + ",127.0.0.1:" + second.port()));
                var crowd = new Crowd(service, second.jdbcClient(), SENDERS)) {
            var chatter = service.chatter();
            var alice = chatter.known(service.neighbours().person("alice", "here"));
            awaitMore(crowd, MESSAGES);
            String before;
            String room;
            try (var socket = chatter.connectV2(alice)) {
                before = socket.welcome().get("epoch").asString();
                room = socket.to(alice.username(), "a1", "kept").get("room").asString();
                assertThat(recovered(socket.resume(before, Map.of(room, 0L)), room)).isTrue();
            }

            end.of(first);
            var start = System.nanoTime();
            Replication.promote(second);
            awaitMore(crowd, MESSAGES);
            System.out.printf(
                    "failover: more messages %d ms after the old primary was %s%n",
                    (System.nanoTime() - start) / 1_000_000, end);

            try (var socket = chatter.connectV2(alice)) {
                assertThat(socket.welcome().get("epoch").asString()).isNotEqualTo(before);
                assertThat(recovered(socket.resume(before, Map.of(room, 1L)), room)).isFalse();
            }
            crowd.judge();
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void waitsWhileItsDatabaseOnlyReadsAndFollowsTheAddressToAnother() throws InterruptedException {
        try (var first = OwnPostgres.start();
                var second = Replication.standbyOf(first);
                var address = Cable.to(first.port());
                var service = Service.impatient(Service.url(address.port()));
                var crowd = new Crowd(service, second.jdbcClient(), SENDERS)) {
            awaitMore(crowd, MESSAGES);
            onlyReads(first, crowd, service);
            awaitMore(crowd, MESSAGES);
            assertThat(service.log()).doesNotContain("A change could not be written");

            var before = service.log().length();
            first.stopFast();
            Replication.promote(second);
            Replication.startAsStandby(first, second);
            // The address still leads to the old one, which lets anybody in and only reads.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> service.log().substring(before).contains("read-only transaction"));
            awaitRefused(crowd);
            address.leadTo(second.port());
            var start = System.nanoTime();
            awaitMore(crowd, MESSAGES);
            System.out.printf(
                    "moved address: more messages %d ms after it moved%n",
                    (System.nanoTime() - start) / 1_000_000);
            crowd.judge();
        }
    }

    private static void onlyReads(OwnPostgres primary, Crowd crowd, Service service) {
        var witness = service.chatter().known(service.neighbours().person("witness", "here"));
        primary.readOnly(true);
        awaitRefused(crowd);
        var read = "/messages?from=%s&to=%s".formatted(witness.username(), witness.username());
        assertThat(service.chatter().get(read, witness).status()).isEqualTo(200);
        primary.readOnly(false);
    }

    private static void awaitRefused(Crowd crowd) {
        var refused = crowd.refused();
        await().atMost(Duration.ofMinutes(2)).until(() -> crowd.refused() > refused + SENDERS);
    }

    private static boolean recovered(JsonNode answer, String room) {
        return answer.get("rooms").get(room).get("recovered").asBoolean();
    }

    private static void awaitMore(Crowd crowd, int messages) {
        var before = crowd.acknowledged();
        await().atMost(Duration.ofMinutes(2)).until(() -> crowd.acknowledged() > before + messages);
    }
}
