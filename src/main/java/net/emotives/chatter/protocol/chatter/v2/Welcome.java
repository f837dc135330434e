package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.FanOut;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.transport.Links;

import org.springframework.stereotype.Component;

/**
 * Sends the welcome frame: subscribes the connection to the rooms of its user, and announces the
 * limits. The frame is small whatever the number of rooms. Two statements, one round trip.
 */
@Component
class Welcome {

    private final RoomStates states;
    private final FanOut fanOut;
    private final Messages messages;
    private final History history;
    private final Links links;
    private final FrameWriter words;
    private final ProtocolProperties properties;

    Welcome(
            RoomStates states,
            FanOut fanOut,
            Messages messages,
            History history,
            Links links,
            FrameWriter words,
            ProtocolProperties properties) {
        this.states = states;
        this.fanOut = fanOut;
        this.messages = messages;
        this.history = history;
        this.links = links;
        this.words = words;
        this.properties = properties;
    }

    /** Sends the first frame of a registered connection, whose gate is shut. */
    void greet(ClientConnection connection) {
        var limit = this.fanOut.roomsPerConnection();
        var read = this.states.overviewOfMany(connection.userId(), limit);
        this.fanOut.follow(connection, read.rooms()).join();
        send(connection, read.epoch());
    }

    private void send(ClientConnection connection, String epoch) {
        var welcome = this.words.frame("welcome");
        welcome.putObject("user")
                .put("username", connection.userId().value())
                .put("group", connection.owner().group().value());
        welcome.put("connection", connection.id().value())
                .put("epoch", epoch)
                .put("heartbeat", this.links.pingInterval().toSeconds());
        welcome.putObject("limits")
                .put("text", this.messages.textLimit())
                .put("frame", this.links.frameLimit())
                .put("rooms", this.fanOut.roomsPerConnection())
                .put("recover", this.history.replayLimit())
                .put("resume", this.properties.resumeRooms());
        connection.send(welcome);
    }
}
