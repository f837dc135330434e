package net.emotives.chatter.dev;

import com.microsoft.playwright.Browser;

import net.emotives.chatter.dev.Window.Look;
import net.emotives.chatter.testing.Cable;

import org.springframework.boot.SpringApplication;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** A whole try-out in this process with a browser before it, for tests of the page. */
final class Stage implements AutoCloseable {

    private final Tryout tryout;
    private final SpringApplication.Running chatter;
    private final Cable cable;
    private final Chromium chromium;
    private final int port;

    private Stage(
            Tryout tryout,
            SpringApplication.Running chatter,
            Cable cable,
            Chromium chromium,
            int port) {
        this.tryout = tryout;
        this.chatter = chatter;
        this.cable = cable;
        this.chromium = chromium;
        this.port = port;
    }

    static Stage set(Path folder, Path browser) throws IOException {
        var port = freePort();
        var cable = Cable.to(port);
        var origins = "http://localhost:%d,http://localhost:%d".formatted(port, cable.port());
        var tryout =
                Tryout.prepare(
                        folder, Map.of("PORT", Integer.toString(port), "ALLOWED_ORIGINS", origins));
        var chatter = tryout.run("--PORT=" + port, "--ALLOWED_ORIGINS=" + origins);
        return new Stage(tryout, chatter, cable, Chromium.start(browser), port);
    }

    /** A person who has come in. */
    Window enter(String name, String group) {
        return enter(name, group, Look.WIDE);
    }

    Window enter(String name, String group, Look look) {
        return Window.open(browser(), address(this.port), name, group, look).comeIn();
    }

    /** A person who has come in over {@link #cable()}. */
    Window enterByCable(String name, String group) {
        return Window.open(browser(), address(this.cable.port()), name, group, Look.WIDE).comeIn();
    }

    Browser browser() {
        return this.chromium.browser();
    }

    Cable cable() {
        return this.cable;
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
        this.chromium.close();
        this.cable.close();
        this.chatter.getApplicationContext().close();
        this.tryout.close();
    }
}
