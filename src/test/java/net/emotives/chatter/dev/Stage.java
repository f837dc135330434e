package net.emotives.chatter.dev;

import com.microsoft.playwright.Browser;

import net.emotives.chatter.dev.Window.Look;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.messages.RoomStates;
import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.users.UserId;

import org.springframework.boot.SpringApplication;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A whole try-out in this process before a browser, for tests of the page. */
final class Stage implements AutoCloseable {

    private final Tryout tryout;
    private final SpringApplication.Running chatter;
    private final Cable cable;
    private final Browser browser;
    private final int port;
    private final Deque<Window> idle = new ArrayDeque<>();

    private Stage(
            Tryout tryout,
            SpringApplication.Running chatter,
            Cable cable,
            Browser browser,
            int port) {
        this.tryout = tryout;
        this.chatter = chatter;
        this.cable = cable;
        this.browser = browser;
        this.port = port;
    }

    /** Sets it on a database that is there. */
    static Stage set(Path folder, String database, Browser browser) throws IOException {
        var port = freePort();
        var cable = Cable.to(port);
        var origins = "http://localhost:%d,http://localhost:%d".formatted(port, cable.port());
        var environment =
                Map.of(
                        "PORT",
                        Integer.toString(port),
                        "ALLOWED_ORIGINS",
                        origins,
                        "DATABASE_URL",
                        database);
        var tryout = Tryout.prepare(folder, environment);
        var chatter =
                tryout.run(
                        Stream.concat(
                                        environment.entrySet().stream(),
                                        // What the page waits for comes soon.
                                        Map.of(
                                                "dev.every",
                                                "500",
                                                "chatter.presence.grace",
                                                "300ms")
                                                .entrySet()
                                                .stream())
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
        return new Stage(tryout, chatter, cable, browser, port);
    }

    /** A person who has come in. */
    Window enter(String name, String group) {
        return enter(name, group, Look.WIDE);
    }

    Window enter(String name, String group, Look look) {
        return open(name, group, look).comeIn();
    }

    /** A person who has the page open, and has not come in. */
    Window open(String name, String group, Look look) {
        return window().open(address(this.port), name, group, look);
    }

    /** A person who has come in over {@link #cable()}. */
    Window enterByCable(String name, String group) {
        return window().open(address(this.cable.port()), name, group, Look.WIDE).comeIn();
    }

    private Window window() {
        return this.idle.isEmpty()
                ? Window.in(this.browser, address(), this.idle::push)
                : this.idle.pop();
    }

    /** Sends that many messages, numbered from 001, from one known user to another. */
    void talks(String from, String to, int messages) {
        var context = this.chatter.getApplicationContext();
        var sender = UserId.of(from).orElseThrow();
        var room = context.getBean(DirectRooms.class).of(sender, to);
        var said = new ArrayList<CompletableFuture<?>>();
        for (var number = 1; number <= messages; number++) {
            var text = String.format(Locale.ROOT, "Message %03d", number);
            var draft = new Draft(room, sender, null, text, null, null);
            said.add(context.getBean(Messages.class).send(draft));
        }
        said.forEach(CompletableFuture::join);
    }

    /** Returns the sequence up to which a user has read its direct room with another one. */
    long read(String reader, String other) {
        var context = this.chatter.getApplicationContext();
        var user = UserId.of(reader).orElseThrow();
        var room = context.getBean(DirectRooms.class).of(user, other);
        return context.getBean(RoomStates.class).of(user, room).orElseThrow().receipt().read();
    }

    Browser browser() {
        return this.browser;
    }

    Cable cable() {
        return this.cable;
    }

    int port() {
        return this.port;
    }

    String address() {
        return address(this.port);
    }

    private static String address(int port) {
        return "http://localhost:" + port + "/";
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        this.cable.close();
        this.chatter.getApplicationContext().close();
        this.tryout.close();
    }
}
