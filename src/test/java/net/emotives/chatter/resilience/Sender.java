package net.emotives.chatter.resilience;

import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says one thing after the other and never gives one up: whatever happens, the same is said again
 * under the same client id until it is acknowledged.
 */
final class Sender implements AutoCloseable {

    /** An acknowledgement. */
    record Ack(String room, long sequence, long id) {}

    private final Service service;
    private final Person person;
    private final String to;
    private final Map<String, Ack> acks = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Thread thread;
    private volatile String current = "";
    private volatile boolean ended;
    private @Nullable V2Socket socket;
    private @Nullable Throwable failure;

    Sender(Service service, Person person, String to) {
        this.service = service;
        this.person = person;
        this.to = to;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        try {
            for (var number = 1; !this.ended; number++) {
                var clientId = this.person.username() + "-" + number;
                this.current = clientId;
                say(clientId);
            }
        } catch (InterruptedException | RuntimeException unexpected) {
            this.failure = unexpected;
        }
    }

    private void say(String clientId) throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                var open =
                        this.socket == null
                                ? this.service.chatter().connectV2(this.person)
                                : this.socket;
                this.socket = open;
                var reply =
                        open.ask(
                                        "send",
                                        f ->
                                                f.put("to", this.to)
                                                        .put("client_id", clientId)
                                                        .put("text", clientId))
                                .get();
                if (reply.has("error")) {
                    refused(reply.get("error").get("code").asString());
                    continue;
                }
                var message = reply.get("message");
                this.acks.put(
                        clientId,
                        new Ack(
                                reply.get("room").asString(),
                                message.get("sequence").asLong(),
                                message.get("id").asLong()));
                if (reply.path("repeated").asBoolean(false)) {
                    if (tries == 1) {
                        throw new IllegalStateException("repeated at the first try: " + clientId);
                    }
                    this.repeated.incrementAndGet();
                }
                return;
            } catch (ExecutionException | AssertionError | UncheckedIOException gone) {
                this.socket = null;
                Thread.sleep(50);
            } catch (IllegalStateException refused) {
                if (this.socket != null) {
                    throw refused;
                }
                Thread.sleep(50);
            }
        }
    }

    private void refused(String code) throws InterruptedException {
        if (!Set.of("unavailable", "overloaded").contains(code)) {
            throw new IllegalStateException("refused as " + code);
        }
        this.refusals.computeIfAbsent(code, _ -> new AtomicInteger()).incrementAndGet();
        Thread.sleep(50);
    }

    String username() {
        return this.person.username();
    }

    /** What is being said and not acknowledged. */
    String current() {
        return this.current;
    }

    Map<String, Ack> acks() {
        return this.acks;
    }

    /** How many retries were answered by the first result. */
    int repeated() {
        return this.repeated.get();
    }

    /** How often it was refused for the moment. */
    int refused() {
        return this.refusals.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Lets what is being said be acknowledged, and ends. */
    void finish() throws InterruptedException {
        this.ended = true;
        if (!this.thread.join(Duration.ofMinutes(2))) {
            throw new AssertionError(username() + " was never answered: " + this.current);
        }
        if (this.failure != null) {
            throw new AssertionError(username() + " failed", this.failure);
        }
    }

    @Override
    public void close() {
        this.ended = true;
        if (this.socket != null) {
            this.socket.raw().close();
        }
    }
}
