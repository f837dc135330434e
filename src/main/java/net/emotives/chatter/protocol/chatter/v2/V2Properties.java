package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param requestRate requests of one user that are no messages, receipts or pings
 * @param pipeline requests of a connection that may wait for their answers; reading pauses at more
 * @param resumeWait how long a new connection's pushes are held back for a resume
 * @param reconnectSpread over what time clients come back from a node that goes away
 * @param roomsPage rooms of a page
 * @param membersPage members of a page
 * @param roomMembers members that a new room can be given
 * @param nameLimit characters of a room's name
 * @param dataLimit bytes of what an application keeps with a room
 * @param typingRoomLimit up to how many members of a room are told who types
 */
@ConfigurationProperties(prefix = "chatter.v2", ignoreUnknownFields = false)
record V2Properties(
        Rate requestRate,
        int pipeline,
        Duration resumeWait,
        Duration reconnectSpread,
        int roomsPage,
        int membersPage,
        int roomMembers,
        int nameLimit,
        DataSize dataLimit,
        int typingRoomLimit) {

    V2Properties {
        if (pipeline < 1 || roomsPage < 1 || membersPage < 1 || nameLimit < 1) {
            throw new IllegalArgumentException(
                    "chatter.v2.pipeline, rooms-page, members-page and name-limit must be at least"
                            + " 1");
        }
        if (resumeWait.isNegative() || reconnectSpread.isNegative()) {
            throw new IllegalArgumentException(
                    "chatter.v2.resume-wait and reconnect-spread must not be negative");
        }
        if (roomMembers < 0 || dataLimit.isNegative() || typingRoomLimit < 0) {
            throw new IllegalArgumentException(
                    "chatter.v2.room-members, data-limit and typing-room-limit must not be"
                            + " negative");
        }
    }
}
