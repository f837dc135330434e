package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.kernel.Rate;
import net.emotives.chatter.kernel.StartRefused;
import net.emotives.chatter.membership.MembershipRequests;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.testing.ChatterTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Settings that do not go with those of other modules. */
@ChatterTest
class V2SettingsIntegrationTests {

    @Autowired private SettingsCheck settings;
    @Autowired private ProtocolProperties properties;
    @Autowired private MembershipRequests memberships;
    @Autowired private Presence presence;

    @Test
    void startIsRefusedWhereARateNeverTakesWhatIsAllowedAtOnce() {
        assertThat(this.settings).as("asked at the start").isNotNull();
        assertRefused(
                properties(this.memberships.membersAtOnce() + 1, this.presence.watched()),
                "chatter.v2.room-members must be at most chatter.rooms.invite-rate.burst");
        assertRefused(
                properties(0, this.presence.watched() - 1),
                "chatter.presence.watched must be at most chatter.v2.watch-rate.burst");
        assertRefused(
                properties(this.memberships.membersAtOnce() + 1, 1),
                "chatter.v2.room-members must be at most chatter.rooms.invite-rate.burst, and"
                        + " chatter.presence.watched must be at most chatter.v2.watch-rate.burst");
        var _ =
                new SettingsCheck(
                        properties(this.memberships.membersAtOnce(), this.presence.watched()),
                        this.memberships,
                        this.presence);
    }

    private void assertRefused(ProtocolProperties wrong, String said) {
        assertThatThrownBy(() -> new SettingsCheck(wrong, this.memberships, this.presence))
                .isInstanceOfSatisfying(
                        StartRefused.class,
                        refusal -> assertThat(refusal.sentence()).isEqualTo(said));
    }

    private ProtocolProperties properties(int roomMembers, int watchBurst) {
        var set = this.properties;
        return new ProtocolProperties(
                set.requestRate(),
                set.typingRate(),
                new Rate(watchBurst, 1),
                set.pipeline(),
                set.resumeWait(),
                set.reconnectSpread(),
                set.resumeRooms(),
                set.resumeLimit(),
                set.roomsPage(),
                set.membersPage(),
                roomMembers,
                set.nameLimit(),
                set.dataLimit(),
                set.typingRoomLimit());
    }
}
