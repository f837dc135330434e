package net.emotives.chatter.bench;

import net.emotives.chatter.testing.RawSocket;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The service itself with one room that all users belong to, spoken to in version 2. */
final class ChatterVenue extends ServiceVenue implements Stage {

    /** What large rooms need, and that many ask at once. */
    static final Map<String, String> SETTINGS =
            Map.of(
                    "CHATTER_ROOMS_OPEN", "true",
                    "CHATTER_V2_REQUESTRATE_BURST", "100000",
                    "CHATTER_V2_REQUESTRATE_PERSECOND", "100000",
                    "CHATTER_SOCKET_QUEUELIMIT", "8MB",
                    "CHATTER_SOCKET_FRAMELIMIT", "1MB");

    private static final JsonMapper JSON = new JsonMapper();

    /** Members that a room is made with. */
    private static final int AT_ONCE = 100;

    private static final byte[] SENT = ascii("{\"type\":\"sent\",");
    private static final byte[] JOINED = ascii("{\"type\":\"joined\",");
    private static final byte[] PRESENCE = ascii("{\"type\":\"presence\",");
    private static final byte[] DELIVERED = ascii("{\"type\":\"delivered\",");

    private final int members;
    private final String room;
    private final byte[] begin;
    private long said;

    /** The sequence of the first message; unknown before it is heard. */
    private long first = -1;

    ChatterVenue(Service service, int members) {
        super(service);
        this.members = members;
        this.room = "hall-" + members;
        this.begin = ascii("{\"type\":\"sent\",\"room\":\"" + this.room + "\",\"sequence\":");
    }

    /**
     * Members have to be known before; the first is the owner. Replies are not held against the
     * contract: an earlier build answers to an earlier one.
     */
    @Override
    public void prepare() {
        var chatter = service().process().chatter();
        IntStream.range(1, this.members)
                .parallel()
                .forEach(user -> chatter.known(Service.person(user)));
        try (var owner = RawSocket.handshake(port(), path(0), V2.strip())) {
            var names = JSON.createArrayNode();
            IntStream.range(1, Math.min(this.members, AT_ONCE))
                    .forEach(user -> names.add(Service.username(user)));
            var create = request("create_room").put("name", this.room);
            create.put("visibility", "private").set("members", names);
            ask(owner, create);
            IntStream.range(AT_ONCE, Math.max(AT_ONCE, this.members))
                    .mapToObj(Service::username)
                    .forEach(user -> ask(owner, request("invite").put("username", user)));
        }
    }

    private ObjectNode request(String type) {
        return JSON.createObjectNode().put("type", type).put("id", "1").put("room", this.room);
    }

    private static void ask(RawSocket owner, ObjectNode request) {
        owner.write(RawSocket.TEXT, request.toString());
        JsonNode answer;
        do {
            var frame = Objects.requireNonNull(owner.readAnything(), "the connection ended");
            answer = JSON.readTree(frame.opcode() == RawSocket.TEXT ? frame.text() : "{}");
        } while (!answer.has("id"));
        if (!answer.path("type").asString().equals("ok")) {
            throw new AssertionError(request + " was refused: " + answer);
        }
    }

    @Override
    public String headers() {
        return V2;
    }

    @Override
    public boolean isReadyAtOnce() {
        return false;
    }

    @Override
    public Heard hear(Link link, Text text) {
        if (text.startsWith(SENT)) {
            return Heard.MESSAGE;
        }
        if (text.startsWith(WELCOME)) {
            return Heard.READY;
        }
        // On a slow core the first who come hear how the last were invited.
        if (text.startsWith(OK)
                || text.startsWith(JOINED)
                || text.startsWith(PRESENCE)
                || text.startsWith(DELIVERED)) {
            return Heard.NOTHING;
        }
        throw new AssertionError(name() + " said " + text);
    }

    @Override
    public byte[] message(String text) {
        var number = this.said++;
        return ascii(
                "{\"type\":\"send\",\"id\":\"%d\",\"room\":\"%s\",\"client_id\":\"%s-%d\",\"text\":\"%s\"}"
                        .formatted(number, this.room, this.room, number, text));
    }

    /** The room's own sequence has no gap either. */
    @Override
    public void check(Text text, long number) {
        var sequence =
                text.startsWith(this.begin) ? text.number(text.from() + this.begin.length) : -1;
        if (this.first < 0) {
            this.first = sequence;
        }
        if (sequence < 1 || sequence != this.first + number) {
            throw new AssertionError(
                    "expected " + (this.first + number) + " of " + this.room + ": " + text);
        }
    }
}
