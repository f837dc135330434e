package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param requestRate requests of one user that are no messages, receipts or pings
 * @param typingRate of these, typing indicators
 * @param watchRate users that one user asks to watch
 * @param pipeline requests of a connection that may wait for their answers; reading pauses at more
 * @param resumeWait how long a new connection's pushes are held back for a resume
 * @param reconnectSpread over what time clients come back from a node that goes away
 * @param resumeRooms rooms that one resume may name
 * @param resumeLimit bytes of an answer to a resume
 * @param roomsPage rooms of a page
 * @param membersPage members of a page
 * @param roomMembers members that a new room can be given
 * @param nameLimit characters of a room's name
 * @param dataLimit bytes of what an application keeps with a room
 * @param typingRoomLimit up to how many members typing is pushed to the members of a room
 */
@ConfigurationProperties(prefix = "chatter.v2", ignoreUnknownFields = false)
record ProtocolProperties(
        Rate requestRate,
        Rate typingRate,
        Rate watchRate,
        int pipeline,
        Duration resumeWait,
        Duration reconnectSpread,
        int resumeRooms,
        DataSize resumeLimit,
        int roomsPage,
        int membersPage,
        int roomMembers,
        int nameLimit,
        DataSize dataLimit,
        int typingRoomLimit) {

    ProtocolProperties {
        Limits.of("chatter.v2")
                .atLeast(1, "pipeline", pipeline)
                .atLeast(Duration.ZERO, "resume-wait", resumeWait)
                .atLeast(Duration.ZERO, "reconnect-spread", reconnectSpread)
                .atLeast(1, "resume-rooms", resumeRooms)
                .atLeast(DataSize.ofBytes(512), "resume-limit", resumeLimit)
                .atLeast(1, "rooms-page", roomsPage)
                .atLeast(1, "members-page", membersPage)
                .atLeast(0, "room-members", roomMembers)
                .atLeast(1, "name-limit", nameLimit)
                .atLeast(DataSize.ofBytes(0), "data-limit", dataLimit)
                .atLeast(0, "typing-room-limit", typingRoomLimit);
    }
}
