package net.emotives.chatter.resilience;

import net.emotives.chatter.testing.witness.Client;
import net.emotives.chatter.testing.witness.Fact;
import net.emotives.chatter.testing.witness.RoomTruth;
import net.emotives.chatter.testing.witness.Situation;
import net.emotives.chatter.testing.witness.Tally;
import net.emotives.chatter.testing.witness.Wording;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A user who says and does things at random, several under way at once, and keeps the answers. */
final class Writer {

    private static final int AT_ONCE = 6;
    private static final List<String> REACTIONS = List.of("👍", "ok", "🎉");
    private static final Set<String> REFUSALS =
            Set.of("not_a_member", "room_not_found", "message_not_found", "not_allowed");

    /**
     * Something that was accepted.
     *
     * @param place among the requests of this writer
     * @param room as the answer names it
     */
    record Accepted(
            int place,
            String type,
            String room,
            String clientId,
            long sequence,
            boolean repeated) {}

    private final Client client;
    private final Scene scene;
    private final Random chance;
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final Collection<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Collection<String> problems = new ConcurrentLinkedQueue<>();
    private int number;
    private int asked;

    Writer(Client client, Scene scene, int actor) {
        this.client = client;
        this.scene = scene;
        this.chance = scene.chance(actor);
    }

    Client client() {
        return this.client;
    }

    void open(Scene.Place place) {
        var ok =
                this.client
                        .ask(
                                "create_room",
                                f -> {
                                    f.put("room", place.room())
                                            .put("name", place.room())
                                            .put("visibility", place.visibility())
                                            .put("hide_history", place.hidesHistory());
                                    var members = f.putArray("members");
                                    place.members().forEach(members::add);
                                })
                        .join();
        if (ok.has("error")) {
            throw new AssertionError("no room: " + ok);
        }
    }

    /** Does so many things, and waits for the answers. */
    void write(int times) throws InterruptedException {
        this.scene.progress().begin();
        try {
            for (var i = 0; i < times; i++) {
                act();
            }
            this.underWay.acquire(AT_ONCE);
            this.underWay.release(AT_ONCE);
        } finally {
            this.scene.progress().end();
        }
    }

    private void act() throws InterruptedException {
        var place = pick(this.scene.places());
        var message = place.messages().isEmpty() ? null : pick(place.messages());
        var other = pick(this.scene.people());
        var dice = this.chance.nextInt(100);
        if (dice < 45 || message == null) {
            say(place, "room", place.room());
        } else if (dice < 55) {
            say(null, "to", other);
        } else if (dice < 65) {
            change("edit", place, message, (f, id) -> f.put("text", Wording.of(id)));
        } else if (dice < 71) {
            change("delete", place, message, (_, _) -> {});
        } else if (dice < 83) {
            var type = this.chance.nextInt(4) == 0 ? "unreact" : "react";
            var reaction = pick(REACTIONS);
            var _ =
                    ask(
                            type,
                            place.room(),
                            "",
                            f ->
                                    f.put("room", place.room())
                                            .put("sequence", message)
                                            .put("reaction", reaction));
        } else if (dice < 87) {
            var _ = ask("leave", place.room(), "", f -> f.put("room", place.room()));
        } else if (dice < 92) {
            var _ = ask("join", place.room(), "", f -> f.put("room", place.room()));
        } else {
            var _ =
                    ask(
                            dice < 97 ? "invite" : "remove",
                            place.room(),
                            "",
                            f -> f.put("room", place.room()).put("username", other));
        }
    }

    private interface Fields {

        void put(ObjectNode frame, String clientId);
    }

    private String nextId() {
        return this.client.user() + "-" + this.number++;
    }

    private void say(Scene.@Nullable Place place, String key, String where)
            throws InterruptedException {
        var id = nextId();
        var replyTo =
                place != null && !place.messages().isEmpty() && this.chance.nextInt(8) == 0
                        ? pick(place.messages())
                        : null;
        Consumer<ObjectNode> fields =
                f -> {
                    f.put(key, where).put("client_id", id).put("text", Wording.of(id));
                    if (replyTo != null) {
                        f.put("reply_to", replyTo);
                    }
                };
        var answers = this.chance.nextInt(10) == 0 ? 2 : 1;
        for (var i = 0; i < answers; i++) {
            var answer = ask("send", where, id, fields);
            if (place != null) {
                var _ =
                        answer.thenAccept(ok -> {
                            if (ok.has("message")) {
                                place.messages().add(ok.at("/message/sequence").asLong());
                            }
                        });
            }
        }
    }

    private void change(String type, Scene.Place place, long message, Fields more)
            throws InterruptedException {
        var id = nextId();
        var _ =
                ask(
                        type,
                        place.room(),
                        id,
                        f -> {
                            f.put("room", place.room())
                                    .put("sequence", message)
                                    .put("client_id", id);
                            more.put(f, id);
                        });
    }

    private CompletableFuture<JsonNode> ask(
            String type, String room, String clientId, Consumer<ObjectNode> fields)
            throws InterruptedException {
        this.underWay.acquire();
        var turn = this.asked++;
        var answer = this.client.ask(type, fields);
        return answer.whenComplete((ok, failure) -> {
            this.underWay.release();
            this.scene.progress().answered();
            if (failure != null) {
                this.problems.add(this.client.user() + " was not answered: " + failure);
            } else {
                take(turn, type, room, clientId, ok);
            }
        });
    }

    private void take(int turn, String type, String room, String clientId, JsonNode answer) {
        if (answer.has("error")) {
            if (!REFUSALS.contains(answer.at("/error/code").asString())) {
                this.problems.add(this.client.user() + " was refused: " + answer);
            }
            return;
        }
        var sequence =
                answer.has("message")
                        ? answer.at("/message/sequence").asLong()
                        : answer.get("sequence").asLong();
        var where = answer.has("room") ? answer.get("room").asString() : room;
        this.accepted.add(
                new Accepted(turn, type, where, clientId, sequence, answer.has("repeated")));
    }

    /** Says a last word in a room, which comes after everything else; false for no member. */
    boolean sayLast(String room) {
        var id = nextId();
        var answer =
                this.client
                        .ask(
                                "send",
                                f ->
                                        f.put("room", room)
                                                .put("client_id", id)
                                                .put("text", Wording.of(id)))
                        .join();
        if (answer.has("message")) {
            take(this.asked++, "send", room, id, answer);
        }
        return answer.has("message");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(this.chance.nextInt(choices.size()));
    }

    /** Where what was answered is not what the database holds; counts retries. */
    List<String> problems(Map<String, RoomTruth> truths, Tally tally) {
        var found = new ArrayList<>(this.problems);
        var newest = new HashMap<String, Long>();
        var inOrder = new ArrayList<>(this.accepted);
        inOrder.sort(Comparator.comparingInt(Accepted::place));
        for (var answer : inOrder) {
            var fact =
                    Objects.requireNonNull(truths.get(answer.room()))
                            .facts()
                            .get(answer.sequence());
            if (fact == null || !isThat(answer, fact)) {
                found.add(this.client.user() + " was told " + answer + ", but it is " + fact);
            }
            if (answer.repeated() && answer.type().equals("send")) {
                tally.count(Situation.RETRY_ANSWERED_BY_FIRST_RESULT);
            }
            // What stands already is answered with when it came to be.
            if (!answer.repeated() && !answer.clientId().isEmpty()) {
                var before = newest.merge(answer.room(), answer.sequence(), Math::max);
                if (before > answer.sequence()) {
                    found.add(this.client.user() + " overtook himself: " + answer);
                }
            }
        }
        return found;
    }

    private boolean isThat(Accepted answer, Fact fact) {
        return switch (answer.type()) {
            case "send" -> fact.is("sent") && named(answer, fact);
            case "edit" -> fact.is("edited") && named(answer, fact);
            case "delete" -> fact.is("deleted") && named(answer, fact);
            case "react" -> fact.is("reacted") && fact.by().equals(this.client.user());
            case "unreact" -> fact.is("unreacted") && fact.by().equals(this.client.user());
            case "join" -> fact.is("joined") && fact.moves(this.client.user());
            case "leave" -> fact.is("left") && fact.moves(this.client.user());
            case "invite" -> fact.is("joined");
            case "remove" -> fact.is("left");
            default -> false;
        };
    }

    private boolean named(Accepted answer, Fact fact) {
        return fact.clientId().equals(answer.clientId()) && fact.by().equals(this.client.user());
    }
}
