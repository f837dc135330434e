package net.emotives.chatter.bench;

import org.HdrHistogram.Histogram;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients of version 2 that come with a new token, resume, and are cut off together. What each is
 * given is checked: all of its rooms are recovered, and of those of which it missed something comes
 * that, once and in order.
 */
final class Returning {

    private static final byte[] WELCOME = ascii("{\"type\":\"welcome\",");
    private static final byte[] EPOCH = ascii("\"epoch\":\"");
    private static final byte[] OK = ascii("{\"type\":\"ok\",");
    private static final byte[] RECOVERED = ascii("\"recovered\":true");
    private static final byte[] SENT = ascii("{\"type\":\"sent\",\"room\":\"");
    private static final byte[] SEQUENCE = ascii("\"sequence\":");
    private static final byte[] PRESENCE = ascii("{\"type\":\"presence\",");
    private static final byte[] DELIVERED = ascii("{\"type\":\"delivered\",");

    private static final byte[] UNAVAILABLE = ascii("\"code\":\"unavailable\"");
    private static final int FAILED = 1011;
    private static final int TRY_AGAIN_LATER = 1013;

    /** What a client missed of a room, where it missed anything. */
    private static final int MISSED = 2;

    private static final int THREADS = 32;

    /** What a 503 asks for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Wire wire;
    private final Service service;
    private final Teams teams;

    /** Rooms of which each missed something. */
    private final int behind;

    private final List<Link> links = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Histogram latency = new Histogram(600_000_000_000L, 3);
    private int done;

    Returning(Wire wire, Service service, Teams teams, int behind) {
        this.wire = wire;
        this.service = service;
        this.teams = teams;
        this.behind = behind;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** From the handshake to the answer of the resume, in nanoseconds, of the last that came. */
    Histogram latency() {
        return this.latency;
    }

    /** All connections end at once, without a word. */
    void cut() {
        this.wire.run(() -> {
            this.links.forEach(Link::close);
            this.links.clear();
        });
    }

    /** All come, as fast as they are given tokens, and have what they missed. */
    Duration come() {
        this.wire.run(() -> {
            this.done = 0;
            this.refusals.set(0);
            this.latency.reset();
        });
        var begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var coming = new ArrayList<Future<?>>();
            for (var user = 0; user < this.teams.users(); user++) {
                var number = user;
                coming.add(threads.submit(() -> come(number)));
            }
            for (var one : coming) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        Crowd.await(
                this.wire,
                () -> this.done == this.teams.users(),
                () -> this.done + " of " + this.teams.users() + " are back");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void come(int user) {
        var path = path(user);
        this.wire.run(() -> {
            var link =
                    this.wire.open(
                            this.service.port(),
                            path,
                            "Sec-WebSocket-Protocol: chatter.v2\r\n",
                            new Client(user, this.teams.rooms(user)));
            this.links.add(link);
        });
    }

    private String path(int user) {
        while (true) {
            try {
                return this.service.path(user);
            } catch (AssertionError refused) {
                if (this.refusals.incrementAndGet() > this.teams.users()) {
                    throw refused;
                }
                Crowd.sleep(PAUSE);
            }
        }
    }

    /** How often somebody was told to come again, and did. */
    int refusals() {
        return this.refusals.get();
    }

    private void comeAgain(int user) {
        this.refusals.incrementAndGet();
        var _ =
                Thread.startVirtualThread(() -> {
                    Crowd.sleep(PAUSE);
                    come(user);
                });
    }

    /** One of them; on the wire's thread. */
    private final class Client implements Link.Listener {

        private final int user;
        private final List<String> rooms;
        private final long[] seen;
        private final long begun = System.nanoTime();
        private boolean resumed;
        private int missing;

        Client(int user, List<String> rooms) {
            this.user = user;
            this.rooms = rooms;
            this.seen = new long[rooms.size()];
            for (var i = 0; i < rooms.size(); i++) {
                this.seen[i] = Teams.HEAD - (i < Returning.this.behind ? MISSED : 0);
            }
            this.missing = MISSED * Returning.this.behind;
        }

        @Override
        public void text(Link link, Text text) {
            if (text.startsWith(WELCOME)) {
                link.send(resume(text));
            } else if (text.startsWith(OK)) {
                resumed(text.toString());
            } else if (text.startsWith(SENT)) {
                missed(text);
            } else if (text.find(UNAVAILABLE) >= 0 && !this.resumed) {
                link.close();
                comeAgain(this.user);
            } else if (!text.startsWith(PRESENCE) && !text.startsWith(DELIVERED)) {
                throw new AssertionError(this.user + " heard " + text);
            }
        }

        @Override
        public void refused(String head) {
            if (!head.startsWith("HTTP/1.1 503")) {
                throw new AssertionError(head);
            }
            comeAgain(this.user);
        }

        /** A welcome or a replay that the node cannot give now closes the connection. */
        @Override
        public void closed(Link link, int code) {
            var refused = code == FAILED && !this.resumed || code == TRY_AGAIN_LATER;
            if (!refused || this.missing == 0) {
                throw new AssertionError(this.user + " was closed with " + code);
            }
            comeAgain(this.user);
        }

        private byte[] resume(Text welcome) {
            var said = welcome.toString();
            var from = said.indexOf(new String(EPOCH, StandardCharsets.US_ASCII)) + EPOCH.length;
            var frame = new StringBuilder("{\"type\":\"resume\",\"id\":\"1\",\"epoch\":\"");
            frame.append(said, from, said.indexOf('"', from)).append("\",\"rooms\":{");
            for (var i = 0; i < this.rooms.size(); i++) {
                frame.append(i == 0 ? "\"" : ",\"").append(this.rooms.get(i));
                frame.append("\":").append(this.seen[i]);
            }
            return ascii(frame.append("}}").toString());
        }

        private void resumed(String answer) {
            var recovered = new String(RECOVERED, StandardCharsets.US_ASCII);
            if (this.resumed || answer.split(recovered, -1).length != this.rooms.size() + 1) {
                throw new AssertionError(this.user + " did not recover all: " + answer);
            }
            this.resumed = true;
            Returning.this.latency.recordValue(System.nanoTime() - this.begun);
            doneWithAll();
        }

        private void missed(Text text) {
            var said = text.toString();
            var room = said.substring(SENT.length, said.indexOf('"', SENT.length));
            var place = this.rooms.indexOf(room);
            var sequence = text.number(text.find(SEQUENCE) + SEQUENCE.length);
            if (place < 0 || !this.resumed || ++this.seen[place] != sequence) {
                throw new AssertionError(this.user + " was not to hear " + said);
            }
            this.missing--;
            doneWithAll();
        }

        private void doneWithAll() {
            if (this.missing < 0) {
                throw new AssertionError(this.user + " heard too much");
            }
            if (this.missing == 0) {
                Returning.this.done++;
            }
        }
    }
}
