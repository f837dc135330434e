package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * Nodes as processes of their own on one database, with the same neighbours and behind one address.
 * Each can be asked to go, killed, and replaced. Any thread.
 */
public final class Cluster implements AutoCloseable {

    private static final String PLENTY = "10000000";

    /** Nobody who tests is told to be slower. */
    private static final Map<String, String> RATES =
            Map.of(
                    "CHATTER_MESSAGES_SENDRATE_BURST", PLENTY,
                    "CHATTER_ROOMS_CREATERATE_BURST", PLENTY,
                    "CHATTER_ROOMS_INVITERATE_BURST", PLENTY,
                    "CHATTER_ROOMS_JOINRATE_BURST", PLENTY,
                    "CHATTER_MESSAGES_RECEIPTRATE_BURST", PLENTY,
                    "CHATTER_TOKENS_ISSUERATE_BURST", PLENTY,
                    "CHATTER_TOKENS_CONNECTRATE_BURST", PLENTY,
                    "CHATTER_V2_REQUESTRATE_BURST", PLENTY);

    private final Neighbours neighbours = new Neighbours();
    private final ServiceAddress address = ServiceAddress.open();
    private final Chatter chatter = new Chatter(this.address.port());
    private final List<JarProcess> nodes = new CopyOnWriteArrayList<>();
    private final List<String> options;
    private final Map<String, String> environment = new HashMap<>(RATES);

    private Cluster(String databaseUrl, List<String> options, Map<String, String> settings) {
        this.options = List.copyOf(options);
        this.environment.putAll(JarProcess.environment(databaseUrl, this.neighbours));
        this.environment.putAll(settings);
    }

    /** One without nodes; theirs will be these settings of the environment. */
    public static Cluster on(String databaseUrl, Map<String, String> settings) {
        return new Cluster(databaseUrl, JarProcess.LEAN, settings);
    }

    /** The same, with other options for the JVMs. */
    public static Cluster on(
            String databaseUrl, List<String> options, Map<String, String> settings) {
        return new Cluster(databaseUrl, options, settings);
    }

    /** Launches a node, with more settings, and does not wait for it. */
    public JarProcess launch(Map<String, String> more) {
        var whole = new HashMap<>(this.environment);
        whole.putAll(more);
        var node = JarProcess.with(this.options, whole).launch();
        this.nodes.add(node);
        NodeLogs.note(node);
        this.address.add(node);
        return node;
    }

    /** Starts a node and waits until it is ready and has its part of the new connections. */
    public JarProcess start() {
        return start(1).getFirst();
    }

    /** Starts so many at once, as a new deployment does, and waits until all are ready. */
    public List<JarProcess> start(int count) {
        var started = IntStream.range(0, count).mapToObj(_ -> launch(Map.of())).toList();
        started.forEach(this::awaitReady);
        return started;
    }

    /** Waits until a node is ready and has its part of the new connections. */
    public void awaitReady(JarProcess node) {
        node.awaitReady();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> this.address.ready().contains(node.port()));
    }

    /** Kills a node as {@code kill -9} does. */
    public void kill(JarProcess node) {
        node.kill();
        this.address.remove(node);
    }

    /** All nodes that there ever were. */
    public List<JarProcess> nodes() {
        return List.copyOf(this.nodes);
    }

    /** What clients connect to. */
    public ServiceAddress address() {
        return this.address;
    }

    /** A client of whichever node is ready. */
    public Chatter chatter() {
        return this.chatter;
    }

    public Neighbours neighbours() {
        return this.neighbours;
    }

    /** Somebody of a name that nobody had before, whom the service has met. */
    public Person person(String name) {
        return this.chatter.known(this.neighbours.person(name, "here"));
    }

    /** So many of them. */
    public List<Person> people(String name, int count) {
        var people = new ArrayList<Person>();
        for (var i = 0; i < count; i++) {
            people.add(person(name + i));
        }
        return people;
    }

    /** The sum of a metric over the nodes that run. */
    public double metric(String name) {
        return this.nodes.stream()
                .filter(JarProcess::isAlive)
                .mapToDouble(node -> node.metric(name))
                .sum();
    }

    @Override
    public void close() {
        this.nodes.forEach(JarProcess::close);
        this.address.close();
        this.neighbours.close();
    }
}
