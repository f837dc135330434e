package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.StartRefused;
import net.emotives.chatter.membership.MembershipRequests;
import net.emotives.chatter.presence.Presence;

import org.springframework.stereotype.Component;

import java.util.ArrayList;

/** Refuses the start where a rate would never let through what may be asked for at once. */
@Component
class SettingsCheck {

    SettingsCheck(
            ProtocolProperties properties, MembershipRequests memberships, Presence presence) {
        var wrong = new ArrayList<String>();
        if (properties.roomMembers() > memberships.membersAtOnce()) {
            wrong.add("chatter.v2.room-members must be at most chatter.rooms.invite-rate.burst");
        }
        if (presence.watched() > properties.watchRate().burst()) {
            wrong.add("chatter.presence.watched must be at most chatter.v2.watch-rate.burst");
        }
        if (!wrong.isEmpty()) {
            throw new StartRefused(String.join(", and ", wrong));
        }
    }
}
