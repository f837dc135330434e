package net.emotives.chatter.testing.witness;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Person;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A user with a client as it is published: it stays connected, comes back when the server says or
 * with full jitter, resumes with what it has, and says each thing until that is acknowledged, under
 * one client id. What it is shown its {@link #client() client} writes down. Any thread.
 */
public final class Participant implements AutoCloseable {

    /** An acknowledgement. */
    public record Ack(String room, long sequence, long id) {}

    /**
     * A connection that was resumed.
     *
     * @param due when the client was to come, by {@link System#nanoTime}; later tries do not count,
     *     so that a slow machine decides nothing
     * @param closed with which code the one before was closed; 0 for the first
     */
    public record Opening(long due, int closed) {}

    private static final double FIRST_WAIT = 0.5;
    private static final double LONGEST_WAIT = 30;
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final Set<String> PASSING =
            Set.of("unavailable", "overloaded", "rate_limited", "internal");

    private final Chatter service;
    private final Person person;
    private final Client client;
    private final Thread keeper;
    private final Map<String, Ack> acks = new ConcurrentHashMap<>();
    private final List<Opening> openings = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile String epoch = "unknown";
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /** Whether requests may be made: connected and resumed. */
    private boolean open;

    private Participant(Chatter service, Person person) {
        this.service = service;
        this.person = person;
        this.client = new Client(person.username());
        this.keeper = Thread.ofVirtual().name(person.username()).unstarted(this::keep);
    }

    /** Comes, and stays until it is closed. */
    public static Participant of(Chatter service, Person person) {
        var participant = new Participant(service, person);
        participant.keeper.start();
        return participant;
    }

    private void keep() {
        var failures = 0;
        var closed = 0;
        var due = System.nanoTime();
        try {
            while (!this.ended) {
                var opened = System.nanoTime();
                var goodbye = 0.0;
                var isConnected = connect();
                if (isConnected) {
                    this.openings.add(new Opening(due, closed));
                    become(true);
                    this.client.socket().awaitEnd();
                    become(false);
                    closed = this.client.socket().closeCode();
                    goodbye = reconnectAfter();
                    if (System.nanoTime() - opened > STEADY.toNanos()) {
                        failures = 0;
                    }
                }
                this.client.hangUp();
                var most = Math.min(LONGEST_WAIT, FIRST_WAIT * Math.pow(2, failures++));
                var wait = goodbye + ThreadLocalRandom.current().nextDouble(most);
                if (isConnected) {
                    due = System.nanoTime() + (long) (wait * 1_000_000_000);
                }
                sleep(wait);
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error unexpected) {
            this.failure = unexpected;
        }
    }

    private double reconnectAfter() {
        return this.client.socket().pushes().stream()
                .filter(push -> push.get("type").asString().equals("goodbye"))
                .mapToDouble(push -> push.get("reconnect_after").asDouble())
                .findFirst()
                .orElse(0);
    }

    /** Whether the connection is resumed. */
    private boolean connect() throws InterruptedException {
        try {
            var answer = this.service.get("/ws_token", this.person);
            if (answer.status() != 201) {
                return false;
            }
            var token = answer.result().get("token").asString();
            this.client.connect(this.service.port(), token, this.client.truthfully(this.epoch));
            var resumed = this.client.resumed().get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (resumed.has("error")) {
                return false;
            }
            this.epoch = resumed.get("epoch").asString();
            return true;
        } catch (UncheckedIOException
                | IllegalStateException
                | ExecutionException
                | TimeoutException away) {
            return false;
        }
    }

    private synchronized void become(boolean now) {
        this.open = now;
        notifyAll();
    }

    private static void sleep(double seconds) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1_000_000));
    }

    /** Says something in a room, whatever happens, and returns when that is acknowledged. */
    public Ack say(String room) throws InterruptedException {
        return say("room", room);
    }

    /** The same, to a user. */
    public Ack tell(String username) throws InterruptedException {
        return say("to", username);
    }

    private Ack say(String key, String where) throws InterruptedException {
        var clientId = this.person.username() + "-" + this.numbers.incrementAndGet();
        for (var tries = 1; ; tries++) {
            var reply = trySaying(key, where, clientId);
            if (reply == null) {
                this.retried.incrementAndGet();
                // A closed socket fails at once; the pause lets its closing be noticed.
                sleep(0.05);
                continue;
            }
            if (reply.has("error")) {
                var code = reply.at("/error/code").asString();
                if (!PASSING.contains(code)) {
                    throw new IllegalStateException(clientId + " was refused: " + reply);
                }
                this.retried.incrementAndGet();
                sleep(reply.at("/error/retry_after").asDouble(0.2));
                continue;
            }
            if (reply.has("repeated")) {
                if (tries == 1) {
                    throw new IllegalStateException("repeated at the first try: " + clientId);
                }
                this.repeated.incrementAndGet();
            }
            var ack =
                    new Ack(
                            reply.get("room").asString(),
                            reply.at("/message/sequence").asLong(),
                            reply.at("/message/id").asLong());
            this.acks.put(clientId, ack);
            return ack;
        }
    }

    /** The reply; nothing where none came. */
    private @Nullable JsonNode trySaying(String key, String where, String clientId)
            throws InterruptedException {
        try {
            return ask(
                            "send",
                            f ->
                                    f.put(key, where)
                                            .put("client_id", clientId)
                                            .put("text", Wording.of(clientId)))
                    .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            return null;
        }
    }

    /** Asks for something as soon as it is connected; that is asked once, whatever happens. */
    public synchronized CompletableFuture<JsonNode> ask(String type, Consumer<ObjectNode> fields)
            throws InterruptedException {
        while (!this.open) {
            check();
            wait(1000);
        }
        return this.client.ask(type, fields);
    }

    private void check() {
        if (this.failure != null) {
            throw new AssertionError(username() + " failed", this.failure);
        }
    }

    public String username() {
        return this.person.username();
    }

    public Person person() {
        return this.person;
    }

    /** What it is shown, and what it has asked. */
    public Client client() {
        check();
        return this.client;
    }

    /** The history that it follows. */
    public String epoch() {
        return this.epoch;
    }

    /** Whether it is connected and resumed. */
    public synchronized boolean isOpen() {
        check();
        return this.open;
    }

    /** Its connections that were resumed, one after the other. */
    public List<Opening> openings() {
        return this.openings;
    }

    /** What was acknowledged, by client id. */
    public Map<String, Ack> acks() {
        return Map.copyOf(this.acks);
    }

    /** How many things it has begun to say. */
    public int said() {
        return this.numbers.get();
    }

    /** How often something was said again. */
    public int retried() {
        return this.retried.get();
    }

    /** How often that was answered by the first result. */
    public int repeated() {
        return this.repeated.get();
    }

    /** Goes; fails where anything that came was not of the protocol. */
    @Override
    public void close() {
        this.ended = true;
        this.keeper.interrupt();
        try {
            this.keeper.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        this.client.hangUp();
        check();
    }
}
