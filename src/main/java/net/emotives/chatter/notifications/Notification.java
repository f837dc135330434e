package net.emotives.chatter.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

import net.emotives.chatter.users.UserId;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Body of a notification, by notif's contract (chatter-native, "notif"). */
record Notification(
        String username,
        String type,
        String title,
        String message,
        String link,
        @JsonProperty("username_to") String usernameTo,
        @JsonProperty("created_at") Instant createdAt,
        boolean seen) {

    static Notification of(NotificationEntry entry, String site) {
        var to = entry.recipient().value();
        return new Notification(
                to,
                "message",
                "New message!",
                summary(entry),
                site + "messenger?talking-to=" + encoded(entry.sender()),
                to,
                entry.created(),
                false);
    }

    private static String summary(NotificationEntry entry) {
        return entry.text() == null
                ? entry.sender() + " sent you an image"
                : entry.sender() + " messaged you: " + entry.text();
    }

    private static String encoded(UserId user) {
        return URLEncoder.encode(user.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
