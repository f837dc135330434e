package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param open whether people of different groups may talk
 * @param invite policy for which users a user may add to a room
 * @param perUser rooms of many that a user may belong to
 * @param createRate rooms that a user makes
 * @param inviteRate users that a user adds to rooms
 * @param joinRate joins and leaves of a user, and members that it removes
 */
@ConfigurationProperties(prefix = "chatter.rooms", ignoreUnknownFields = false)
record RoomsProperties(
        boolean open,
        InvitePolicy invite,
        int perUser,
        Rate createRate,
        Rate inviteRate,
        Rate joinRate) {

    RoomsProperties {
        Limits.of("chatter.rooms").atLeast(1, "per-user", perUser);
    }
}
