package net.emotives.chatter.testing.witness;

import net.emotives.chatter.testing.witness.RoomTruth.Version;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Objects;

/** Holds what a frame says of an event against the truth, for the eyes of one user. */
record FrameCheck(RoomTruth truth, String user) {

    /**
     * What is wrong with a push of that fact, if anything.
     *
     * @param asOf what happened up to that number must show in it
     */
    @Nullable String problemOf(JsonNode frame, Fact fact, long asOf) {
        if (!frame.get("type").asString().equals(fact.type())) {
            return "is a " + frame.get("type").asString() + ", not a " + fact.type();
        }
        return switch (fact.type()) {
            case "sent" -> message(frame.get("message"), fact, asOf);
            case "joined", "left" -> {
                var same = says(frame, "username", fact.subject()) && says(frame, "by", fact.by());
                yield same ? null : "is another's";
            }
            default -> change(frame, fact, asOf);
        };
    }

    private @Nullable String change(JsonNode frame, Fact fact, long asOf) {
        var hidden = isHidden(fact);
        var same =
                Objects.equals(fact.message(), frame.get("message").asLong())
                        && says(frame, "by", fact.by())
                        && (!frame.has("at") || says(frame, "at", fact.at()))
                        && says(frame, "reaction", hidden ? null : fact.reaction());
        if (!same) {
            return "is another one";
        }
        if (hidden != frame.path("hidden").asBoolean(false)) {
            return hidden ? "is to be hidden" : "is not to be hidden";
        }
        if (hidden) {
            return frame.has("text") ? "shows what is hidden" : null;
        }
        return fact.is("edited") ? text(frame, fact, asOf) : null;
    }

    /** Returns true if the message that the fact is about is hidden from the user. */
    private boolean isHidden(Fact fact) {
        var message = fact.message();
        return message != null && this.truth.hides(message, this.user, fact.sequence());
    }

    /** What is wrong with a message, in a push or in a page of history. */
    @Nullable String message(JsonNode message, Fact fact, long asOf) {
        var replyTo = message.has("reply_to") ? message.get("reply_to").asLong() : null;
        if (!Objects.equals(fact.id(), message.get("id").asLong())
                || !says(message, "from", fact.by())
                || !says(message, "created", fact.at())
                || !Objects.equals(replyTo, isHidden(fact) ? null : fact.message())) {
            return "is another message";
        }
        if (!says(message, "client_id", fact.by().equals(this.user) ? fact.clientId() : null)) {
            return "shows a wrong client id";
        }
        var possible = this.truth.versionsFrom(fact.sequence(), asOf);
        return possible.stream().anyMatch(version -> isShown(version, message))
                ? null
                : wrongText(message, possible);
    }

    private static boolean isShown(Version version, JsonNode message) {
        if (version.text() == null || message.has("deleted")) {
            return version.text() == null && message.has("deleted") && !message.has("text");
        }
        return says(message, "text", version.text()) && says(message, "edited", version.edited());
    }

    private @Nullable String text(JsonNode frame, Fact fact, long asOf) {
        var message = Objects.requireNonNull(fact.message());
        var possible = this.truth.versionsFrom(message, Math.max(asOf, fact.sequence()));
        var text = frame.has("text") ? frame.get("text").asString() : null;
        return possible.stream().anyMatch(version -> Objects.equals(version.text(), text))
                ? null
                : wrongText(frame, possible);
    }

    private static String wrongText(JsonNode said, List<Version> possible) {
        return "has a text that was never right, or is out of date: "
                + said.path("text").asString("none")
                + "; right were "
                + possible;
    }

    private static boolean says(JsonNode node, String field, @Nullable String value) {
        return Objects.equals(node.has(field) ? node.get(field).asString() : null, value);
    }
}
