package net.emotives.chatter.bench;

import net.emotives.chatter.testing.Person;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Users who are told much, long texts that each says to himself, and at some times read nothing of
 * it. Whom the service closes for that comes back at once.
 */
final class Stalled implements AutoCloseable {

    /** What each is told so many times a second. */
    private static final String TEXT = "x".repeat(8000);

    private static final Duration PACE = Duration.ofMillis(10);

    private final Wire wire;
    private final Service service;
    private final List<String> users = new ArrayList<>();
    private final Link[] links;
    private final Thread thread;
    private volatile boolean stalled;
    private volatile boolean ended;
    private int closed;

    /** So many, of names that nobody else has. */
    Stalled(Wire wire, Service service, int count) {
        this.wire = wire;
        this.service = service;
        this.links = new Link[count];
        for (var i = 0; i < count; i++) {
            this.users.add("stalled_" + i);
            open(i);
        }
        this.thread = Thread.ofPlatform().name("stalled").start(this::talk);
    }

    private void open(int user) {
        var name = this.users.get(user);
        var token = this.service.process().chatter().token(new Person(name, "", "Bearer " + name));
        var listener =
                new Link.Listener() {
                    @Override
                    public void text(Link link, Text text) {
                        // Whether it is complete is judged of the others.
                    }

                    @Override
                    public void closed(Link link, int code) {
                        Stalled.this.closed++;
                    }
                };
        this.wire.run(() ->
                this.links[user] =
                        this.wire.open(this.service.port(), "/ws?token=" + token, "", listener));
    }

    /** From now on they read nothing, or do again. */
    void stall(boolean stalled) {
        this.stalled = stalled;
    }

    /** How often one was closed. */
    int closed() {
        var count = new int[1];
        this.wire.run(() -> count[0] = this.closed);
        return count[0];
    }

    private void talk() {
        while (!this.ended) {
            for (var user = 0; user < this.links.length; user++) {
                var number = user;
                var lost = new boolean[1];
                this.wire.run(() -> lost[0] = !say(number));
                if (lost[0]) {
                    open(number);
                }
            }
            Crowd.sleep(PACE);
        }
    }

    /** False where it is closed. */
    private boolean say(int user) {
        var link = this.links[user];
        if (link.isOpen()) {
            link.stall(this.stalled);
            var name = this.users.get(user);
            link.send(this.service.message(name, name, TEXT));
        }
        return !link.isClosed();
    }

    @Override
    public void close() {
        this.ended = true;
        try {
            this.thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
