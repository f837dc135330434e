package net.emotives.chatter.protocol.chatter.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import net.emotives.chatter.journal.Message;
import net.emotives.chatter.protocol.chatter.Timestamps;

import org.jspecify.annotations.Nullable;

/** A message as version 1 shows it, in frames and in the history. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "username_from", "username_to", "message", "image_path", "created"})
record MessageView(
        long id,
        @JsonProperty("username_from") String usernameFrom,
        @JsonProperty("username_to") String usernameTo,
        @Nullable String message,
        @JsonProperty("image_path") @Nullable String imagePath,
        String created) {

    static MessageView from(Message message) {
        return new MessageView(
                message.id().value(),
                message.sender().value(),
                message.room().counterpart(message.sender()).value(),
                message.text(),
                message.imagePath(),
                Timestamps.of(message.created()));
    }
}
