package net.emotives.chatter.testing.witness;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Person;

import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Participants, the rooms they talk in, and in the end the judgement of all that was shown to each
 * against what the database holds. One thread at a time, but that the talk goes on by itself.
 */
public final class Gathering implements AutoCloseable {

    /** How many events of a room are replayed at most, as the service has it. */
    private static final int RECOVER = 1000;

    private final JdbcClient database;
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Participant, List<String>> rooms = new HashMap<>();
    private final List<Thread> talkers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean talking;

    public Gathering(JdbcClient database) {
        this.database = database;
    }

    /** Somebody comes to that service, and is connected before this returns. */
    public Participant join(Chatter service, Person person) {
        var participant = Participant.of(service, person);
        this.participants.add(participant);
        this.rooms.put(participant, new ArrayList<>());
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(participant::isOpen);
        return participant;
    }

    public List<Participant> participants() {
        return this.participants;
    }

    /** The first of them makes a new room with the others. */
    public String room(List<Participant> members) throws InterruptedException {
        var room = "room-" + UUID.randomUUID();
        var answer =
                members.getFirst()
                        .ask(
                                "create_room",
                                f -> {
                                    f.put("room", room)
                                            .put("name", room)
                                            .put("visibility", "private");
                                    var others = f.putArray("members");
                                    members.stream()
                                            .skip(1)
                                            .forEach(member -> others.add(member.username()));
                                })
                        .join();
        if (answer.has("error")) {
            throw new AssertionError("no room: " + answer);
        }
        members.forEach(member -> ofRooms(member).add(room));
        return room;
    }

    /** Two that also talk to each other alone. */
    public void pair(Participant one, Participant other) throws InterruptedException {
        var room = one.tell(other.username()).room();
        ofRooms(one).add(room);
        ofRooms(other).add(room);
    }

    private List<String> ofRooms(Participant participant) {
        return this.rooms.getOrDefault(participant, List.of());
    }

    /** Everybody says something in one of his rooms, on average every so often, until they stop. */
    public void talk(Duration pace) {
        this.talking = true;
        for (var participant : this.participants) {
            this.talkers.add(
                    Thread.ofVirtual()
                            .name("talk of " + participant.username())
                            .start(() -> talk(participant, pace)));
        }
    }

    private void talk(Participant participant, Duration pace) {
        var chance = ThreadLocalRandom.current();
        var mine = ofRooms(participant);
        try {
            while (this.talking) {
                TimeUnit.MICROSECONDS.sleep(chance.nextLong(2 * pace.toMillis() * 1000));
                var _ = participant.say(mine.get(chance.nextInt(mine.size())));
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            synchronized (this.failures) {
                this.failures.add(failed);
            }
        }
    }

    /** Nobody begins anything new; returns when everything said is acknowledged. */
    public void stopTalking() throws InterruptedException {
        this.talking = false;
        for (var talker : this.talkers) {
            if (!talker.join(Duration.ofMinutes(2))) {
                throw new AssertionError(talker.getName() + " was never acknowledged");
            }
        }
        this.talkers.clear();
        synchronized (this.failures) {
            if (!this.failures.isEmpty()) {
                throw new AssertionError(
                        this.failures.size() + " could not talk", this.failures.getFirst());
            }
        }
    }

    /** How many things were acknowledged so far. */
    public int acknowledged() {
        return this.participants.stream().mapToInt(p -> p.acks().size()).sum();
    }

    /** How many things are said again, so far. */
    public int retried() {
        return this.participants.stream().mapToInt(Participant::retried).sum();
    }

    /** How many retries were answered by the first result. */
    public int repeated() {
        return this.participants.stream().mapToInt(Participant::repeated).sum();
    }

    /** How many frames the clients got. */
    public long frames() {
        return this.participants.stream().mapToLong(p -> p.client().frames()).sum();
    }

    /**
     * What is wrong with what everybody was shown, and with what was acknowledged, after everybody
     * had that time to get everything.
     *
     * @param name of the evidence that is kept, where something is wrong
     */
    public List<String> problems(String name, Duration patience) {
        var problems = new ArrayList<String>();
        var truths = truths(problems);
        this.participants.forEach(p -> awaitAll(p, truths, patience, problems));
        for (var participant : this.participants) {
            problems.addAll(
                    Judge.problems(
                            participant.username(),
                            participant.epoch(),
                            roomsOf(participant).stream()
                                    .map(truths::get)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            RECOVER,
                            participant.client().journal(),
                            new Tally()));
            acknowledged(participant, truths, problems);
        }
        if (!problems.isEmpty()) {
            var clients = this.participants.stream().map(Participant::client).toList();
            problems.add("see " + Evidence.keep(name, truths.values(), clients));
        }
        return problems;
    }

    private Map<String, RoomTruth> truths(List<String> problems) {
        var reader = new TruthReader(this.database);
        var truths = new TreeMap<String, RoomTruth>();
        for (var participant : this.participants) {
            for (var room : roomsOf(participant)) {
                truths.computeIfAbsent(room, _ -> reader.read(room, problems));
            }
        }
        return truths;
    }

    private List<String> roomsOf(Participant participant) {
        return this.database
                .sql(
                        """
                        SELECT room FROM members WHERE username = :user
                        UNION SELECT room FROM room_events WHERE subject = :user
                        """)
                .param("user", participant.username())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void awaitAll(
            Participant participant,
            Map<String, RoomTruth> truths,
            Duration patience,
            List<String> problems) {
        var heads = new HashMap<String, Long>();
        for (var room : roomsOf(participant)) {
            var truth = truths.get(room);
            if (truth != null && truth.isMember(participant.username())) {
                heads.put(room, truth.head());
            }
        }
        try {
            await().atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> participant.client().hasAll(heads));
            // What still waits for it comes before this.
            var _ = participant.ask("ping", _ -> {}).join();
        } catch (ConditionTimeoutException late) {
            problems.add(participant.client() + ", where the heads are " + heads);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Each thing said is there once, and is what its acknowledgement says. */
    private static void acknowledged(
            Participant participant, Map<String, RoomTruth> truths, List<String> problems) {
        var acks = participant.acks();
        if (acks.size() != participant.said()) {
            problems.add(
                    "%s said %d things, of which %d were acknowledged"
                            .formatted(participant.username(), participant.said(), acks.size()));
        }
        var stored = new HashMap<String, Participant.Ack>();
        for (var truth : truths.values()) {
            for (var fact : truth.facts().values()) {
                var id = fact.id();
                if (id != null && fact.by().equals(participant.username())) {
                    var ack = new Participant.Ack(truth.room(), fact.sequence(), id);
                    if (stored.put(fact.clientId(), ack) != null) {
                        problems.add(fact.clientId() + " is there twice");
                    }
                }
            }
        }
        if (!stored.equals(acks)) {
            problems.add(
                    "%s has acknowledgements that differ from what is stored: %s and %s"
                            .formatted(participant.username(), acks, stored));
        }
    }

    @Override
    public void close() {
        this.talking = false;
        this.talkers.forEach(Thread::interrupt);
        this.participants.forEach(Participant::close);
    }
}
