package net.emotives.chatter.dev;

import net.emotives.chatter.ChatterApplication;

import org.springframework.boot.SpringApplication;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything chatter needs around it, started in order and stopped in reverse: the folder, the
 * database and the stand-ins. What the environment names already (a database, a uacl, a notif) is
 * used as it is and not started.
 */
final class Tryout implements AutoCloseable {

    private final TryoutSettings settings;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Tryout(Map<String, String> environment) {
        this.settings = new TryoutSettings(environment);
    }

    /**
     * Starts what is missing.
     *
     * @throws TryoutRefused when the port is taken, the folder is in use or something fails to
     *     start
     */
    static Tryout prepare(Path folder, Map<String, String> environment) {
        var tryout = new Tryout(environment);
        try {
            tryout.start(folder);
            return tryout;
        } catch (RuntimeException failure) {
            tryout.close();
            throw failure;
        }
    }

    /** Starts chatter on all this, and the page; the arguments given win over what was found. */
    SpringApplication.Running run(String... arguments) {
        return SpringApplication.from(ChatterApplication::main)
                .with(DevPage.class, DocsPage.class)
                .run(
                        Stream.concat(this.settings.arguments(), Arrays.stream(arguments))
                                .toArray(String[]::new));
    }

    private void start(Path folder) {
        this.settings.requireFreePort();
        var devFolder = opened(DevFolder.open(folder));
        if (this.settings.isMissing("DATABASE_URL")) {
            this.settings.set("DATABASE_URL", opened(DevDatabase.start(devFolder)).url());
        }
        if (this.settings.isMissing("VERIFICATION_URL")) {
            var bearers = new Bearers(devFolder.key("uacl.key"), Clock.systemUTC());
            var uacl = opened(LoopbackServer.start(8081, this.settings.origins()));
            new UaclStandIn(bearers).serve(uacl);
            this.settings.set("VERIFICATION_URL", uacl.address() + "/authorize");
            this.settings.set("dev.uacl", uacl.address());
        }
        if (this.settings.isMissing("NOTIFICATION_URL")) {
            var notif = opened(LoopbackServer.start(8082, this.settings.origins()));
            new NotifStandIn(this.settings.secret(), Clock.systemUTC()).serve(notif);
            this.settings.set("NOTIFICATION_URL", notif.address() + "/internal_notification");
            this.settings.set("dev.notif", notif.address());
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        this.started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!this.started.isEmpty()) {
            var part = this.started.pop();
            try {
                part.close();
            } catch (Exception failure) {
                System.err.println("  Could not stop " + part + ": " + failure);
            }
        }
    }
}
