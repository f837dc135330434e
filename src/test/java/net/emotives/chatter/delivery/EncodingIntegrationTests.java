package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.delivery.ListeningConnection.CountingEncoder;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;

/** A push is put into words once for each wire format, whoever listens. */
class EncodingIntegrationTests {

    private static final int MESSAGES = 10;

    private final Audience audience = new Audience(Node.shared());

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void isDoneOnceForAllConnectionsOfAFormat(int connections) {
        var owner = this.audience.user("owner");
        var room = this.audience.room(owner);
        var one = new CountingEncoder();
        var other = new CountingEncoder();
        var listening = new ArrayList<ListeningConnection>();
        for (var i = 0; i < connections; i++) {
            var member = this.audience.user("member");
            this.audience.memberships().join(room, member.id()).join();
            listening.add(this.audience.listen(new ListeningConnection(member, one)));
            listening.add(this.audience.listen(new ListeningConnection(member, other)));
        }
        // The first hears of the last one's coming, where he is not the last himself.
        await().until(() ->
                connections == 1
                        || listening.getFirst().sequences(room).contains(connections + 1L));
        var before = one.times();
        var beforeOther = other.times();

        for (var i = 0; i < MESSAGES; i++) {
            this.audience.say(room, owner);
        }

        await().untilAsserted(() ->
                assertThat(listening)
                        .allSatisfy(each ->
                                assertThat(each.sequences(room))
                                        .contains(connections + 1L + MESSAGES)));
        assertThat(one.times() - before).isEqualTo(MESSAGES);
        assertThat(other.times() - beforeOther).isEqualTo(MESSAGES);
        listening.forEach(this.audience::unregister);
    }
}
