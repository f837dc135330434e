package net.emotives.chatter.cluster;

import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Things that happen on one node and are told on the other although nothing ever follows them: a
 * first direct message, an invitation, a message in a room that is known, and a removal. Each
 * concerns people whom nothing else concerns.
 */
final class Silence implements AutoCloseable {

    /** Of how many kinds they are. */
    static final int KINDS = 4;

    private final BusLine line;
    private final List<V2Socket> sockets = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();

    /** What happens, and how it is told. */
    private record Happening(Act act, Telling telling) {}

    private interface Act {

        /** The time is taken when this returns: then it is acknowledged. */
        void run();
    }

    private interface Telling {

        JsonNode await();
    }

    Silence(BusLine line) {
        this.line = line;
    }

    /** So many of each kind are made ready, while the bus is there. */
    void prepare(int ofEachKind) {
        for (var i = 0; i < ofEachKind; i++) {
            firstDirectMessage();
            invitation();
            messageInKnownRoom();
            removal();
        }
    }

    private Person person() {
        return this.line.cluster().person("s");
    }

    private V2Socket connect(int node, Person person) {
        var socket = this.line.get(node).chatter().connectV2(person);
        socket.request("ping");
        this.sockets.add(socket);
        return socket;
    }

    /** A new room of that owner. */
    static String room(V2Socket owner, Person... members) {
        var room = "silent-" + UUID.randomUUID();
        owner.request(
                "create_room",
                f -> {
                    f.put("room", room).put("name", "Silent").put("visibility", "private");
                    var others = f.putArray("members");
                    List.of(members).forEach(member -> others.add(member.username()));
                });
        return room;
    }

    private void firstDirectMessage() {
        var to = person();
        var speaker = connect(0, person());
        var listener = connect(1, to);
        this.happenings.add(
                new Happening(
                        () -> speaker.to(to.username(), "1", "the first and the last"),
                        () -> listener.nextPush("sent")));
    }

    private void invitation() {
        var guest = person();
        var owner = connect(0, person());
        var listener = connect(1, guest);
        var room = room(owner);
        this.happenings.add(
                new Happening(
                        () ->
                                owner.request(
                                        "invite",
                                        f -> f.put("room", room).put("username", guest.username())),
                        () -> {
                            listener.nextPush("room_added");
                            return listener.nextPush("joined");
                        }));
    }

    private void messageInKnownRoom() {
        var member = person();
        var owner = connect(0, person());
        var listener = connect(1, member);
        var room = room(owner, member);
        listener.nextPush("joined", push -> isOf(push, member));
        this.happenings.add(
                new Happening(
                        () -> owner.send(room, "1", "the last"), () -> listener.nextPush("sent")));
    }

    private void removal() {
        var member = person();
        var owner = connect(0, person());
        var listener = connect(1, member);
        var room = room(owner, member);
        listener.nextPush("joined", push -> isOf(push, member));
        this.happenings.add(
                new Happening(
                        () ->
                                owner.request(
                                        "remove",
                                        f ->
                                                f.put("room", room)
                                                        .put("username", member.username())),
                        () -> {
                            listener.nextPush("left");
                            return listener.nextPush("room_removed");
                        }));
    }

    private static boolean isOf(JsonNode push, Person person) {
        return push.get("username").asString().equals(person.username());
    }

    /**
     * They happen, spread over that time and over the one before anything else can be heard; gives
     * how long after its acknowledgement each was told.
     */
    List<Duration> speak(Duration over) throws InterruptedException {
        var told = new ArrayList<Future<Duration>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var each = over.toNanos() / this.happenings.size();
            for (var happening : this.happenings) {
                told.add(
                        executor.submit(() -> {
                            happening.act().run();
                            var acknowledged = System.nanoTime();
                            var _ = happening.telling().await();
                            return Duration.ofNanos(System.nanoTime() - acknowledged);
                        }));
                TimeUnit.NANOSECONDS.sleep(each);
            }
            var delays = new ArrayList<Duration>();
            for (var one : told) {
                try {
                    delays.add(one.get());
                } catch (ExecutionException failure) {
                    throw new AssertionError("was never told", failure.getCause());
                }
            }
            return delays;
        }
    }

    @Override
    public void close() {
        this.sockets.forEach(V2Socket::close);
    }
}
