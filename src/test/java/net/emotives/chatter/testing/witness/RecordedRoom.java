package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A room as it was, and the frames of a service without a fault to bob: for errors to be planted
 * in.
 */
final class RecordedRoom {

    static final String ROOM = "tea";
    static final String USER = "bob";
    static final String EPOCH = "7-1";
    static final int LIMIT = 4;

    private final List<Fact> facts = new ArrayList<>();
    private final List<Journal.Entry> entries = new ArrayList<>();
    private boolean hidesHistory;

    static String time(long sequence) {
        return "2026-11-21T10:00:%02d.000000Z".formatted(sequence);
    }

    RecordedRoom hidesHistory() {
        this.hidesHistory = true;
        return this;
    }

    private long next() {
        return this.facts.size() + 1L;
    }

    RecordedRoom moved(String type, String user, String by) {
        this.facts.add(
                new Fact(
                        next(),
                        type,
                        by,
                        time(next()),
                        "~" + next(),
                        null,
                        user,
                        null,
                        null,
                        null));
        return this;
    }

    RecordedRoom sent(String by) {
        var clientId = "c" + next();
        this.facts.add(
                new Fact(
                        next(),
                        "sent",
                        by,
                        time(next()),
                        clientId,
                        100 + next(),
                        null,
                        null,
                        null,
                        null));
        return this;
    }

    RecordedRoom changed(String type, String by, long message) {
        var reaction = type.contains("react") ? "👍" : null;
        this.facts.add(
                new Fact(
                        next(),
                        type,
                        by,
                        time(next()),
                        "c" + next(),
                        null,
                        null,
                        message,
                        reaction,
                        null));
        return this;
    }

    RoomTruth truth() {
        return new RoomTruth(ROOM, this.hidesHistory, this.facts);
    }

    /** The push of that number as it goes out at once. */
    ObjectNode push(long sequence) {
        var fact = this.facts.get((int) sequence - 1);
        var frame = node().put("type", fact.type()).put("room", ROOM).put("sequence", sequence);
        switch (fact.type()) {
            case "sent" ->
                    frame.set("message", message(fact, truth().versions(sequence).getFirst()));
            case "joined", "left" -> frame.put("username", fact.subject()).put("by", fact.by());
            default -> {
                frame.put("message", fact.message()).put("by", fact.by());
                if (fact.reaction() != null) {
                    frame.put("reaction", fact.reaction());
                } else {
                    frame.put("at", fact.at());
                }
                if (fact.is("edited")) {
                    frame.put("text", Wording.of(fact.clientId()));
                }
            }
        }
        return frame;
    }

    /** The push of that number as it is replayed in the end. */
    ObjectNode replay(long sequence) {
        var frame = push(sequence);
        var fact = this.facts.get((int) sequence - 1);
        if (fact.is("sent")) {
            frame.set("message", message(fact, truth().versions(sequence).getLast()));
        } else if (fact.is("edited")) {
            var last = truth().versions(Objects.requireNonNull(fact.message())).getLast();
            frame.remove("text");
            if (last.text() != null) {
                frame.put("text", last.text());
            }
        }
        return frame;
    }

    private static ObjectNode message(Fact fact, RoomTruth.Version version) {
        var message = node().put("id", fact.id()).put("from", fact.by()).put("created", fact.at());
        if (fact.by().equals(USER)) {
            message.put("client_id", fact.clientId());
        }
        if (version.text() == null) {
            return message.put("deleted", true);
        }
        if (version.edited() != null) {
            message.put("edited", version.edited());
        }
        return message.put("text", version.text());
    }

    /** How the message is found in a page of history in the end. */
    ObjectNode item(long sequence) {
        var item = (ObjectNode) replay(sequence).get("message");
        item.put("sequence", sequence);
        var reactions = truth().reactions(sequence);
        if (!reactions.isEmpty() && !item.has("deleted")) {
            var usernames =
                    item.putArray("reactions")
                            .addObject()
                            .put("reaction", "👍")
                            .put("count", reactions.size())
                            .putArray("usernames");
            reactions.forEach(reaction -> usernames.add(reaction.substring("👍 ".length())));
        }
        return item;
    }

    RecordedRoom connects() {
        this.entries.add(new Journal.Connected());
        return this;
    }

    /** Resumes after a sequence, or without naming the room, and is answered. */
    RecordedRoom resumes(@Nullable Long named, String epoch, @Nullable ObjectNode answer) {
        var rooms = new TreeMap<String, Long>();
        if (named != null) {
            rooms.put(ROOM, named);
        }
        this.entries.add(new Journal.Resumed(epoch, Map.copyOf(rooms)));
        var ok = node().put("type", "ok");
        var described = ok.putObject("rooms");
        if (answer != null) {
            described.set(ROOM, answer);
        }
        return gets(ok);
    }

    RecordedRoom resumes(@Nullable Long named, long head, boolean recovered) {
        return resumes(named, EPOCH, node().put("head", head).put("recovered", recovered));
    }

    RecordedRoom pages(long... messages) {
        this.entries.add(new Journal.Paged(ROOM, null));
        var ok = node().put("type", "ok");
        var items = ok.putArray("items");
        for (var message : messages) {
            items.add(item(message));
        }
        return gets(ok);
    }

    RecordedRoom isPushed(long from, long to) {
        for (var sequence = from; sequence <= to; sequence++) {
            gets(push(sequence));
        }
        return this;
    }

    RecordedRoom isReplayed(long from, long to) {
        for (var sequence = from; sequence <= to; sequence++) {
            gets(replay(sequence));
        }
        return this;
    }

    RecordedRoom isTold(String type, long head) {
        return gets(node().put("type", type).put("room", ROOM).put("head", head));
    }

    RecordedRoom gets(JsonNode frame) {
        this.entries.add(new Journal.Received(frame));
        return this;
    }

    List<Journal.Entry> entries() {
        return this.entries;
    }

    List<String> problems() {
        var journal = new Journal();
        this.entries.forEach(journal::add);
        return Judge.problems(USER, EPOCH, List.of(truth()), LIMIT, journal, new Tally());
    }

    static ObjectNode node() {
        return JsonMapper.shared().createObjectNode();
    }
}
