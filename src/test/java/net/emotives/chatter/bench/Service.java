package net.emotives.chatter.bench;

import net.emotives.chatter.testing.FastJar;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.ProcessorTime;
import net.emotives.chatter.testing.QuickNeighbours;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service itself, spoken to in version 1. */
final class Service implements Subject {

    /** So nothing is told to notif: what that costs is measured elsewhere. */
    static final Map<String, String> NOTIF_AWAY = Map.of("NOTIFICATION_URL", "http://127.0.0.1:9/");

    private static final String PLENTY = "100000000";

    /** Of its JVM, such as those of a profiler. */
    private static final List<String> MORE_OPTIONS =
            Arrays.stream(System.getProperty("bench.jvm", "").split(" ", -1))
                    .filter(option -> !option.isEmpty())
                    .toList();

    private final String name;
    private final OwnPostgres postgres;
    private final JarProcess process;
    private long pid;

    /** One on a new database; the settings are of the environment. */
    Service(
            String name,
            OwnPostgres postgres,
            QuickNeighbours stands,
            Map<String, String> settings) {
        this(name, postgres, stands, settings, List.of());
    }

    Service(
            String name,
            OwnPostgres postgres,
            QuickNeighbours stands,
            Map<String, String> settings,
            List<String> options) {
        this(name, postgres, stands, settings, options, List.of());
    }

    /** The prefix is what its command begins with, such as {@link Pinned#TO_ONE_CORE}. */
    Service(
            String name,
            OwnPostgres postgres,
            QuickNeighbours stands,
            Map<String, String> settings,
            List<String> options,
            List<String> prefix) {
        this(name, FastJar.BUILT, postgres, stands, settings, options, prefix);
    }

    /** One of another jar, such as that of an earlier version. */
    Service(
            String name,
            Path jar,
            OwnPostgres postgres,
            QuickNeighbours stands,
            Map<String, String> settings,
            List<String> options,
            List<String> prefix) {
        this.name = name;
        this.postgres = postgres;
        var environment =
                new HashMap<>(
                        JarProcess.environment(
                                postgres.newDatabase(name.replaceAll("\\W", "_")), stands));
        for (var rate :
                List.of(
                        "MESSAGES_SENDRATE",
                        "MESSAGES_RECEIPTRATE",
                        "ROOMS_CREATERATE",
                        "ROOMS_INVITERATE",
                        "ROOMS_JOINRATE",
                        "TOKENS_ISSUERATE",
                        "TOKENS_CONNECTRATE")) {
            environment.put("CHATTER_" + rate + "_BURST", PLENTY);
        }
        // On one core with everybody coming at once, a check may take longer than is decent.
        environment.put("CHATTER_IDENTITY_CONNECTTIMEOUT", "20s");
        environment.put("CHATTER_IDENTITY_READTIMEOUT", "20s");
        environment.putAll(settings);
        var jvm = new ArrayList<>(List.of(JarProcess.AS_THE_IMAGE));
        jvm.addAll(Pinned.JVM);
        jvm.addAll(options);
        jvm.addAll(MORE_OPTIONS);
        this.process = JarProcess.of(jar, prefix, jvm, environment);
        start();
    }

    private void start() {
        this.pid = this.process.launch().awaitReady().pid();
    }

    long pid() {
        return this.pid;
    }

    JarProcess process() {
        return this.process;
    }

    static Person person(int user) {
        var username = username(user);
        return new Person(username, "", "Bearer " + username);
    }

    static String username(int user) {
        return "user_" + user;
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public int port() {
        return this.process.port();
    }

    @Override
    public String path(int user) {
        return "/ws?token=" + this.process.chatter().token(person(user));
    }

    @Override
    public byte[] message(int from, int to, String text) {
        return message(username(from), username(to), text);
    }

    byte[] message(String from, String to, String text) {
        return ("{\"username_from\":\""
                        + from
                        + "\",\"username_to\":\""
                        + to
                        + "\",\"message\":\""
                        + text
                        + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void other(Text text) {
        if (!text.toString().startsWith("{\"username\":")) {
            throw new AssertionError(this.name + " said " + text);
        }
    }

    @Override
    public boolean promisesOrder() {
        return true;
    }

    @Override
    public Cpu.Spent cpu() {
        return new Cpu.Spent(ProcessorTime.of(this.pid).toNanos(), this.postgres.cpu().toNanos());
    }

    @Override
    public void close() {
        this.process.close();
    }
}
