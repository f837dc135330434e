package net.emotives.chatter.resilience;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.witness.Client;
import net.emotives.chatter.testing.witness.Evidence;
import net.emotives.chatter.testing.witness.Judge;
import net.emotives.chatter.testing.witness.RoomTruth;
import net.emotives.chatter.testing.witness.Situation;
import net.emotives.chatter.testing.witness.Tally;
import net.emotives.chatter.testing.witness.TruthReader;

import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

/** One history from its first word to the judgement. */
final class HistoryRun {

    /**
     * Where histories take place.
     *
     * @param tokens a new token for a user
     * @param limit how many events of a room are replayed at most
     * @param roomsOfPage how many rooms a client names in one page of a resume
     */
    record Stage(
            int port,
            DataSource database,
            UnaryOperator<String> tokens,
            int limit,
            int roomsOfPage,
            Tally tally) {}

    private static final int WRITERS = 3;
    private static final int TIMES = 30;

    private final Stage stage;
    private final Scene scene;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final JdbcClient jdbc;
    private String epoch = "";

    private HistoryRun(Stage stage, Scene scene) {
        this.stage = stage;
        this.scene = scene;
        this.jdbc = JdbcClient.create(stage.database());
    }

    /** What was wrong with it. */
    static List<String> problems(Stage stage, Scene scene) throws InterruptedException {
        var run = new HistoryRun(stage, scene);
        try {
            run.begin();
            run.write();
            return run.judge();
        } finally {
            run.end();
        }
    }

    private void begin() {
        // Nobody can be taken in before he is known.
        for (var name : this.scene.people()) {
            var _ = this.stage.tokens().apply(name);
        }
        for (var i = 0; i < Math.min(this.scene.people().size(), WRITERS + 1); i++) {
            var client = new Client(this.scene.people().get(i), this.stage.roomsOfPage());
            client.connect(
                    this.stage.port(),
                    this.stage.tokens().apply(client.user()),
                    client.truthfully("unknown"));
            this.epoch = client.resumed().join().get("epoch").asString();
            this.writers.add(new Writer(client, this.scene, i));
        }
        for (var place : this.scene.places()) {
            this.writers.stream()
                    .filter(writer -> writer.client().user().equals(place.owner()))
                    .findFirst()
                    .orElse(this.writers.getFirst())
                    .open(place);
        }
        for (var i = 0; i < this.scene.people().size(); i++) {
            var user = this.scene.people().get(i);
            this.observers.add(
                    new Observer(
                            new Client(user, this.stage.roomsOfPage()),
                            this.scene,
                            100 + i,
                            this.stage.port(),
                            () -> this.stage.tokens().apply(user),
                            this.epoch,
                            this.stage.tally()));
        }
    }

    private void write() throws InterruptedException {
        try (var actors = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new CountDownLatch(1);
            var all = new ArrayList<Future<?>>();
            this.scene.progress().begin();
            for (var writer : this.writers) {
                all.add(start(actors::submit, begun, () -> writer.write(TIMES)));
            }
            all.add(start(actors::submit, begun, this::writeBehind));
            var looking = new ArrayList<Future<?>>();
            for (var observer : this.observers) {
                looking.add(start(actors::submit, begun, observer::observe));
            }
            begun.countDown();
            try {
                await(all);
            } finally {
                this.scene.progress().end();
            }
            await(looking);
        }
        if (this.scene.progress().mostWriting() > WRITERS) {
            this.stage.tally().count(Situation.WRITERS_AT_ONCE);
        }
    }

    private interface Act {

        void run() throws InterruptedException;
    }

    private static Future<?> start(
            java.util.function.Function<Callable<?>, Future<?>> executor,
            CountDownLatch begun,
            Act act) {
        return executor.apply(() -> {
            begun.await();
            act.run();
            return true;
        });
    }

    private static void await(List<Future<?>> acts) throws InterruptedException {
        for (var act : acts) {
            try {
                act.get();
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            }
        }
    }

    /** Another node has members of these rooms, too. */
    private void writeBehind() throws InterruptedException {
        var node = new OtherNode(this.stage.database());
        var chance = this.scene.chance(50);
        for (var i = 0; i < chance.nextInt(12); i++) {
            var place = this.scene.places().get(chance.nextInt(this.scene.places().size()));
            var user = this.scene.people().get(chance.nextInt(this.scene.people().size()));
            if (node.say(place.room(), user, user + "-elsewhere-" + i)) {
                this.stage.tally().count(Situation.WRITTEN_BEHIND_THE_NODE);
            }
            Thread.sleep(chance.nextInt(8));
        }
    }

    private List<String> judge() {
        // The last word comes behind whatever is still under way, doubled or not.
        for (var place : this.scene.places()) {
            var _ = this.writers.stream().anyMatch(writer -> writer.sayLast(place.room()));
        }
        for (var room : directRooms()) {
            var _ = this.writers.stream().anyMatch(writer -> writer.sayLast(room));
        }
        var problems = new ArrayList<String>();
        var truths = truths(problems);
        var clients = new ArrayList<Client>();
        this.observers.forEach(observer -> clients.add(observer.client()));
        this.writers.forEach(writer -> clients.add(writer.client()));
        for (var client : clients) {
            awaitAll(client, truths, problems);
        }
        this.writers.forEach(
                writer -> problems.addAll(writer.problems(truths, this.stage.tally())));
        for (var client : clients) {
            problems.addAll(
                    Judge.problems(
                            client.user(),
                            this.epoch,
                            truths.values().stream().filter(t -> mayBeOf(client, t)).toList(),
                            this.stage.limit(),
                            client.journal(),
                            this.stage.tally()));
        }
        if (!problems.isEmpty()) {
            problems.add("see " + Evidence.keep(this.scene.name(), truths.values(), clients));
        }
        this.stage.tally().count(Situation.HISTORIES);
        truths.values().forEach(truth -> this.stage.tally().count(Situation.EVENTS, truth.head()));
        return problems;
    }

    private void awaitAll(Client client, Map<String, RoomTruth> truths, List<String> problems) {
        var heads = new HashMap<String, Long>();
        truths.forEach((room, truth) -> {
            if (mayBeOf(client, truth) && truth.isMember(client.user())) {
                heads.put(room, truth.head());
            }
        });
        try {
            org.awaitility.Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.hasAll(heads));
            // What still waits for it comes before this.
            var _ = client.ask("ping", _ -> {}).join();
        } catch (ConditionTimeoutException late) {
            problems.add(client + ", where the heads are " + heads);
        }
    }

    private boolean mayBeOf(Client client, RoomTruth truth) {
        return !truth.isDirect()
                || this.jdbc
                        .sql("SELECT EXISTS (SELECT FROM members WHERE room = ? AND username = ?)")
                        .params(truth.room(), client.user())
                        .query(Boolean.class)
                        .single();
    }

    private List<String> directRooms() {
        return this.jdbc
                .sql(
                        """
                        SELECT DISTINCT room FROM members
                        WHERE room LIKE 'd:%' AND username = ANY (?) ORDER BY room
                        """)
                .param(this.scene.people().toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private Map<String, RoomTruth> truths(List<String> problems) {
        var reader = new TruthReader(this.jdbc);
        var truths = new TreeMap<String, RoomTruth>();
        this.scene
                .places()
                .forEach(place -> truths.put(place.room(), reader.read(place.room(), problems)));
        directRooms().forEach(room -> truths.put(room, reader.read(room, problems)));
        return truths;
    }

    private void end() {
        this.writers.forEach(writer -> writer.client().socket().close());
        this.observers.forEach(Observer::close);
    }
}
