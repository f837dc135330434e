package net.emotives.chatter.testing.witness;

import net.emotives.chatter.testing.ResumePages;
import net.emotives.chatter.testing.V2Socket;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A client of a user that does no more than the protocol asks of it: it keeps the last sequence of
 * each room, resumes with what it kept, pages where it is told to, and writes everything down. It
 * drops nothing and sorts nothing. One connection at a time; its requests are any thread's.
 */
public final class Client {

    private final String user;
    private final Journal journal = new Journal();
    private final Map<String, Long> positions = new HashMap<>();
    private final Set<String> unpaged = new HashSet<>();
    private final ArrayDeque<Journal.Entry> asked = new ArrayDeque<>();
    private @Nullable V2Socket socket;
    private @Nullable CompletableFuture<JsonNode> resumed;
    private ResumePages round = new ResumePages("", Map.of(), 1);
    private final int roomsOfPage;
    private long frames;

    public Client(String user) {
        this(user, 200);
    }

    /**
     * @param roomsOfPage how many rooms it names in one page of a resume
     */
    public Client(String user, int roomsOfPage) {
        this.user = user;
        this.roomsOfPage = roomsOfPage;
    }

    public String user() {
        return this.user;
    }

    public Journal journal() {
        return this.journal;
    }

    /**
     * Opens a connection and resumes with its first frame.
     *
     * @param told what is said to be the epoch and what was seen of each room
     */
    public void connect(int port, String token, Journal.Resumed told) {
        this.journal.add(new Journal.Connected());
        this.asked.clear();
        var opened = V2Socket.witnessed(port, "/ws?token=" + token, this::take);
        synchronized (this) {
            this.socket = opened;
            this.resumed = new CompletableFuture<>();
            this.round = new ResumePages(told.epoch(), told.rooms(), this.roomsOfPage);
            askNextPage(told.epoch(), opened);
        }
    }

    private void askNextPage(String epoch, V2Socket opened) {
        var fields = this.round.next();
        note(new Journal.Resumed(epoch, this.round.named(), this.round.isMore()));
        var answer = Objects.requireNonNull(this.resumed);
        var _ =
                opened.ask("resume", fields)
                        .whenComplete((reply, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(failure);
                            } else if (reply.has("error")) {
                                answer.complete(reply);
                            }
                        });
    }

    private void note(Journal.Entry question) {
        this.journal.add(question);
        this.asked.add(question);
    }

    /** What is true to say in a resume. */
    public synchronized Journal.Resumed truthfully(String epoch) {
        return new Journal.Resumed(epoch, Map.copyOf(this.positions));
    }

    public V2Socket socket() {
        var open = this.socket;
        if (open == null) {
            throw new IllegalStateException("never connected");
        }
        return open;
    }

    /** Ends the connection, if there is one; fails where what came was not of the protocol. */
    public void hangUp() {
        var open = this.socket;
        if (open != null) {
            open.close();
        }
    }

    /** The answer to the resume of this connection, once its last page has come. */
    public CompletableFuture<JsonNode> resumed() {
        var answer = this.resumed;
        if (answer == null) {
            throw new IllegalStateException("never connected");
        }
        return answer;
    }

    /** Asks for something, and writes that down. */
    public synchronized CompletableFuture<JsonNode> ask(String type, Consumer<ObjectNode> fields) {
        note(new Journal.Asked(type));
        return socket().ask(type, fields);
    }

    private void page(String room, @Nullable String before) {
        note(new Journal.Paged(room, before));
        var _ =
                socket().ask(
                                "history",
                                f -> {
                                    f.put("room", room).put("limit", 1000);
                                    if (before != null) {
                                        f.put("before", before);
                                    }
                                });
    }

    /** Sees each frame first, on the thread that reads. */
    private synchronized void take(JsonNode frame) {
        this.journal.add(new Journal.Received(frame));
        this.frames++;
        switch (frame.get("type").asString()) {
            case "sent", "edited", "deleted", "reacted", "unreacted", "joined", "left" ->
                    this.positions.put(
                            frame.get("room").asString(), frame.get("sequence").asLong());
            case "room_added" -> {
                var room = frame.get("room").asString();
                this.unpaged.add(room);
                page(room, null);
            }
            case "room_removed" -> forget(frame.get("room").asString());
            case "ok", "error" -> answered(this.asked.poll(), frame);
            default -> {}
        }
        notifyAll();
    }

    private void answered(Journal.@Nullable Entry question, JsonNode answer) {
        if (question instanceof Journal.Resumed asked && answer.has("rooms")) {
            resumed(asked.epoch(), answer);
        } else if (question instanceof Journal.Paged(var room, _) && answer.has("items")) {
            if (answer.has("before")) {
                page(room, answer.get("before").asString());
            } else {
                this.unpaged.remove(room);
            }
        }
    }

    private void resumed(String epoch, JsonNode answer) {
        for (var room : answer.get("rooms").properties()) {
            if (room.getValue().has("removed")) {
                forget(room.getKey());
            } else if (!room.getValue().get("recovered").asBoolean()) {
                this.positions.put(room.getKey(), room.getValue().get("head").asLong());
                this.unpaged.add(room.getKey());
            }
        }
        this.round.answered(answer);
        if (!this.round.isDone()) {
            askNextPage(epoch, socket());
            return;
        }
        // Of a room that it did not name, because it had yet to page it, nobody says that it is
        // gone.
        this.unpaged.retainAll(this.round.whole().get("rooms").propertyNames());
        Set.copyOf(this.unpaged).forEach(room -> page(room, null));
        Objects.requireNonNull(this.resumed).complete(this.round.whole());
    }

    private void forget(String room) {
        this.positions.remove(room);
        this.unpaged.remove(room);
    }

    /** How many frames came, ever. */
    public synchronized long frames() {
        return this.frames;
    }

    /** Waits for so many frames more, or for the time to pass. */
    public synchronized void awaitFrames(long more, long millis) throws InterruptedException {
        var deadline = System.nanoTime() + millis * 1_000_000;
        var wanted = this.frames + more;
        for (var left = millis;
                this.frames < wanted && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Whether it has everything of these rooms up to these heads, and nothing to page. */
    public synchronized boolean hasAll(Map<String, Long> heads) {
        return this.unpaged.isEmpty() && this.positions.equals(heads);
    }

    @Override
    public synchronized String toString() {
        return "%s at %s, to page %s".formatted(this.user, this.positions, this.unpaged);
    }
}
