package net.emotives.chatter.resilience;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.Line;
import net.emotives.chatter.testing.witness.Client;
import net.emotives.chatter.testing.witness.Journal;
import net.emotives.chatter.testing.witness.Situation;
import net.emotives.chatter.testing.witness.Tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A client whose connections end at random moments in random ways, and which comes back and resumes
 * each time, sometimes with a wrong idea of what it has.
 */
final class Observer implements AutoCloseable {

    private enum Cut {
        CLOSE,
        END,
        RESET,
        VANISH
    }

    private final Client client;
    private final Scene.Progress progress;
    private final Random chance;
    private final Cable cable;
    private final Supplier<String> tokens;
    private final String epoch;
    private final Tally tally;
    private boolean vanished;

    Observer(
            Client client,
            Scene scene,
            int actor,
            int port,
            Supplier<String> tokens,
            String epoch,
            Tally tally) {
        this.client = client;
        this.progress = scene.progress();
        this.chance = scene.chance(actor);
        this.cable = Cable.to(port);
        this.tokens = tokens;
        this.epoch = epoch;
        this.tally = tally;
    }

    Client client() {
        return this.client;
    }

    /** Looks on until nobody writes any more, and then once more to the end. */
    void observe() throws InterruptedException {
        do {
            connect(told());
            this.client.awaitFrames(this.chance.nextInt(40), 20 + this.chance.nextInt(60));
            cut();
            pause();
        } while (this.progress.isWriting());
        connect(this.client.truthfully(this.epoch));
    }

    private Journal.Resumed told() {
        var truth = this.client.truthfully(this.epoch);
        var rooms = new HashMap<>(truth.rooms());
        var names = new ArrayList<>(rooms.keySet());
        switch (this.chance.nextInt(12)) {
            case 0 -> {
                return new Journal.Resumed("0-0-0", rooms);
            }
            case 1 -> names.stream().limit(1).forEach(name -> rooms.merge(name, 1000L, Long::sum));
            case 2 -> names.stream().limit(1).forEach(rooms::remove);
            default -> {}
        }
        return new Journal.Resumed(this.epoch, rooms);
    }

    private void connect(Journal.Resumed told) throws InterruptedException {
        this.client.connect(this.cable.port(), this.tokens.get(), told);
        try {
            var answer = this.client.resumed().get(60, TimeUnit.SECONDS);
            if (this.progress.isWriting()) {
                this.tally.count(Situation.RESUMED_DURING_SENDS);
            }
            if (this.vanished) {
                for (var room : answer.path("rooms").properties()) {
                    var named = told.rooms().get(room.getKey());
                    if (named != null && room.getValue().path("head").asLong(0) > named) {
                        this.tally.count(Situation.EVENTS_PUSHED_INTO_THE_VOID);
                    }
                }
            }
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError(this.client + " could not resume", failure);
        }
    }

    private void cut() {
        var socket = this.client.socket();
        if (socket.isClosed()) {
            throw new AssertionError(
                    this.client + " was closed by the server: " + socket.closeCode());
        }
        var cut = Cut.values()[this.chance.nextInt(Cut.values().length)];
        this.vanished = cut == Cut.VANISH;
        switch (cut) {
            case CLOSE -> {
                socket.leave();
                await().until(socket::isClosed);
                this.tally.count(Situation.CLOSED_CLEANLY);
            }
            case END -> this.tally.count(Situation.ENDED_WITHOUT_CLOSE);
            case RESET -> {
                line().resetAfter(this.chance.nextInt(600));
                // Where nothing is said any more, nothing breaks the line.
                await().pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> socket.isClosed() || !this.progress.isWriting());
                this.tally.count(Situation.RESET);
                if (socket.isClosed() && socket.raw().isInsideFrame()) {
                    this.tally.count(Situation.RESET_MID_FRAME);
                }
            }
            case VANISH -> {
                line().silence();
                this.tally.count(Situation.VANISHED);
            }
        }
        socket.close();
    }

    private Line line() {
        var port = this.client.socket().raw().localPort();
        return this.cable.lines().stream()
                .filter(line -> line.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** Until something has happened meanwhile: little, or more than is replayed. */
    private void pause() throws InterruptedException {
        var until =
                this.progress.soFar()
                        + (this.chance.nextInt(3) == 0 ? 60 : this.chance.nextInt(15));
        while (this.progress.isWriting() && this.progress.soFar() < until) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** What vanished is found dead by the server before this. */
    @Override
    public void close() {
        this.client.socket().close();
        this.cable.close();
    }
}
