package net.emotives.chatter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;

/**
 * With {@code NOTIFY_WHEN=offline}, notif is told of what nobody's connection has shown to have
 * got.
 */
@ChatterTest
@TestPropertySource(
        properties = {
            "NOTIFY_WHEN=offline",
            "chatter.notifications.offline-delay=7s",
            "chatter.socket.receipt-ping=1s"
        })
class OfflineNotificationsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    @Test
    void tellsOfWhatDidNotArriveAndOfNothingElse() {
        var sender = this.neighbours.person("sender", "here");
        var reader = this.neighbours.person("reader", "here");
        var mute = this.neighbours.person("mute", "here");
        var absent = this.neighbours.person("absent", "here");
        this.chatter.token(absent);
        var muteToken = this.chatter.token(mute);
        try (var s = this.chatter.connect(sender);
                var r = this.chatter.connect(reader);
                var m = RawSocket.handshake(this.chatter.port(), "/ws?token=" + muteToken)) {
            assertThat(m.status()).isEqualTo(101);
            // Several, so that most of them come when a ping is on its way or was just before.
            for (var i = 0; i < 5; i++) {
                s.say(reader.username(), "read " + i);
                r.nextMessage();
            }
            s.say(mute.username(), "lost");
            s.say(absent.username(), "away");
            s.say(sender.username(), "to myself");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> {
                        assertThat(this.neighbours.toldOf(mute)).hasSize(1);
                        assertThat(this.neighbours.toldOf(absent)).hasSize(1);
                        assertThat(waiting()).isZero();
                    });
            assertThat(this.neighbours.toldOf(reader)).isEmpty();
            assertThat(this.neighbours.toldOf(sender)).isEmpty();
        }
    }

    private int waiting() {
        return this.jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }
}
