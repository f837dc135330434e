package net.emotives.chatter.bench;

import net.emotives.chatter.testing.JarProcess;

import java.nio.charset.StandardCharsets;

/** A process that gives whatever anyone says to everybody, as it came and to whoever connects. */
record PlainVenue(String name, Process process, int port, String path) implements Stage {

    /** {@code node-fanout.js} with {@code ws}. */
    static PlainVenue ofWs() {
        var port = JarProcess.freePort();
        return new PlainVenue("ws", Pinned.node("node-fanout.js", port, "ws"), port, "/");
    }

    /** {@link NaiveSpring}. */
    static PlainVenue ofNaiveSpring() {
        var port = JarProcess.freePort();
        return new PlainVenue(
                "naive Spring", Pinned.java(NaiveSpring.class, Pinned.JVM, port), port, "/ws");
    }

    @Override
    public long pid() {
        return this.process.pid();
    }

    @Override
    public String path(int user) {
        return this.path;
    }

    @Override
    public boolean isReadyAtOnce() {
        return true;
    }

    @Override
    public Heard hear(Link link, Text text) {
        return Heard.MESSAGE;
    }

    @Override
    public byte[] message(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
