package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;

import net.emotives.chatter.testing.FrameContract;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A page that has nothing but chatter's client for alice, and the test for a server: it takes the
 * frames of the client and says by itself what is answered.
 */
final class ClientPage implements AutoCloseable {

    private final BrowserContext context;
    private final String address;
    private final Page page;
    private final List<Connection> connections = new ArrayList<>();
    private int welcomed;
    private @Nullable ClientPage beside;

    /** A socket of the client, with what it said on it and no test has taken yet. */
    private record Connection(WebSocketRoute socket, List<JsonNode> frames) {}

    private ClientPage(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        this.page = context.newPage();
        this.page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        this.page.routeWebSocket("**/ws?*", this::accept);
        this.page.navigate(this.address + "blank.html");
    }

    /** One that shows nothing yet, in a context of its own; to be renewed for each test. */
    static ClientPage in(Browser browser, String address) {
        var context = browser.newContext();
        // What a test changes of the browser is the name of the window, which survives a reload.
        context.addInitScript("new Function(window.name)()");
        return new ClientPage(context, address);
    }

    /**
     * Loads it after a script has changed what the browser offers, and without anything of before:
     * neither storage nor time nor connections.
     */
    ClientPage renew(String script) {
        this.context
                .clock()
                .install(new Clock.InstallOptions().setTime(System.currentTimeMillis()));
        this.context.clock().resume();
        return load(script, "?new");
    }

    /** Another window of the same browser, with what is stored there. */
    ClientPage beside() {
        var other = this.beside;
        if (other == null) {
            other = new ClientPage(this.context, this.address);
            this.beside = other;
        }
        return other.load((String) this.page.evaluate("() => window.name"), "");
    }

    private void accept(WebSocketRoute socket) {
        var frames = new ArrayList<JsonNode>();
        this.connections.add(new Connection(socket, frames));
        socket.onMessage(frame ->
                frames.add(LoopbackServer.JSON.readTree(FrameContract.V2.sent(frame.text()))));
    }

    private ClientPage load(String script, String query) {
        this.page.evaluate("script => { window.name = script; }", script);
        this.page.navigate(this.address + "page.html" + query);
        this.page.waitForFunction("() => window.chatter");
        this.connections.clear();
        this.welcomed = 0;
        return this;
    }

    void reload() {
        this.page.reload();
        this.page.waitForFunction("() => window.chatter");
    }

    /** How room r stands, as {@code resume} tells it. */
    static String room(long head, long unread, long read, boolean recovered) {
        return "\"r\":{\"head\":%d,\"unread\":%d,\"own_read\":%d,\"recovered\":%s}"
                .formatted(head, unread, read, recovered);
    }

    /** Connects, to a server that tells how these rooms stand. */
    void start(String rooms) {
        run("chatter.start()");
        welcome(rooms);
        list("");
    }

    /** Answers the question for all rooms. */
    void list(String more) {
        answer(
                awaitFrame("rooms"),
                """
                "items":[{"room":"r","visibility":"private","name":"R","head":0,"role":"owner",
                          "members":2,"unread":0,"read":0,"delivered":0%s}]
                """
                        .formatted(more));
        awaits("chatter.known", true);
    }

    /** Answers the first frame of the next connection, which is given back. */
    JsonNode welcome(String rooms) {
        var resume = awaitResume();
        greet("alice");
        answer(resume, "\"epoch\":\"one\",\"rooms\":{%s}".formatted(rooms));
        return resume;
    }

    void greet(String username) {
        push(
                """
                {"type":"welcome","user":{"username":"%s","group":""},"connection":"1","epoch":"one",
                 "heartbeat":25,"limits":{"text":8000,"frame":65536,"rooms":1000,"recover":1000,"resume":200}}
                """
                        .formatted(username));
    }

    JsonNode awaitResume() {
        var connection = this.welcomed++;
        this.page.waitForCondition(
                () -> this.connections.size() > connection && !last().frames().isEmpty());
        assertThat(last().frames().getFirst().path("type").asString()).isEqualTo("resume");
        return awaitFrame("resume");
    }

    /** The next frame of a type, as soon as it is there; each is given once. */
    JsonNode awaitFrame(String type) {
        this.page.waitForCondition(() -> peek(type) != null);
        var frame = Objects.requireNonNull(peek(type));
        last().frames().remove(frame);
        return frame;
    }

    private Connection last() {
        return this.connections.getLast();
    }

    private @Nullable JsonNode peek(String type) {
        return last().frames().stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** How many frames of the type are there and were not taken, after all that is under way. */
    long waiting(String type) {
        run("new Promise((done) => queueMicrotask(done))");
        return last().frames().stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .count();
    }

    void push(String json) {
        FrameContract.V2.received(json);
        last().socket().send(json);
    }

    /** Pushes what this version of the contract does not know. */
    void pushUnknown(String json) {
        last().socket().send(json);
    }

    /** Somebody says something. */
    void pushSent(String room, long sequence, String from, String text, String more) {
        push(
                "{\"type\":\"sent\",\"room\":\"%s\",\"sequence\":%d,\"message\":%s}"
                        .formatted(room, sequence, said(sequence, from, text, more)));
    }

    /** A message as pages and answers have it. */
    static String message(long sequence, String from, String text, String more) {
        return said(sequence, from, text, ",\"sequence\":%d%s".formatted(sequence, more));
    }

    private static String said(long sequence, String from, String text, String more) {
        return """
        {"id":%1$d,"from":"%2$s","text":"%3$s","created":"2026-11-21T10:00:00.%1$06dZ"%4$s}
        """
                .formatted(sequence, from, text, more)
                .strip();
    }

    void answer(JsonNode request, String fields) {
        push(
                "{\"type\":\"ok\",\"id\":\"%s\"%s}"
                        .formatted(
                                request.path("id").asString(),
                                fields.isEmpty() ? "" : "," + fields));
    }

    void refuse(JsonNode request, String code, String more) {
        push(
                "{\"type\":\"error\",\"id\":\"%s\",\"error\":{\"code\":\"%s\",\"message\":\"No.\"%s}}"
                        .formatted(request.path("id").asString(), code, more));
    }

    void close(int code) {
        last().socket().close(new WebSocketRoute.CloseOptions().setCode(code));
    }

    int connections() {
        return this.connections.size();
    }

    String address() {
        return last().socket().url();
    }

    /** Freezes the clock, which only {@link #pass} moves on. */
    void freeze() {
        this.context.clock().pauseAt(System.currentTimeMillis() + 10_000);
    }

    /** Sets the clock on the wall, and no timer. */
    void setClock(Duration ahead) {
        this.context.clock().setSystemTime(System.currentTimeMillis() + ahead.toMillis());
    }

    /** Tells the page what a browser tells when the network or the person is back. */
    void prompt() {
        run("dispatchEvent(new Event('online'))");
        run("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** Lets time pass, with all that is due in it. */
    void pass(long seconds) {
        this.context.clock().runFor(seconds * 1000);
    }

    void run(String script) {
        this.page.evaluate("async () => { await (" + script + "); }");
    }

    /** What a script answers, as JSON. */
    String value(String script) {
        return String.valueOf(
                this.page.evaluate("async () => JSON.stringify(await (" + script + "))"));
    }

    /** Waits until a script answers that. */
    void awaits(String script, Object expected) {
        this.page.waitForFunction(
                "([script, expected]) => eval(script) === expected", List.of(script, expected));
    }

    Map<String, String> stored() {
        var entries = new TreeMap<String, String>();
        var all = this.page.evaluate("() => Object.entries(localStorage)");
        for (var entry : (List<?>) Objects.requireNonNull(all)) {
            var pair = (List<?>) entry;
            entries.put(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
        }
        return entries;
    }

    /** Gives it back to be renewed, with nothing beside it that could still do something. */
    @Override
    public void close() {
        if (this.beside != null) {
            this.beside.page.navigate(this.address + "blank.html");
        }
    }
}
