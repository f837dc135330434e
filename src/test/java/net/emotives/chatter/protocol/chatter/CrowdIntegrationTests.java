package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Socket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many at once, which the original did not survive. */
@ChatterTest
class CrowdIntegrationTests {

    private static final int CROWD = 300;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void threeHundredOfOneGroupConnectAndTalkAtOnce()
            throws InterruptedException, ExecutionException {
        var group = "crowd";
        var people =
                IntStream.range(0, CROWD)
                        .mapToObj(i -> this.neighbours.person("p" + i, group))
                        .toList();
        var tokens = people.stream().map(this.chatter::token).toList();
        var sockets = all(tokens, this.chatter::connect);

        var told = IntStream.range(0, CROWD).boxed().toList();
        all(
                told,
                i -> {
                    sockets.get(i).say(people.get((i + 1) % CROWD).username(), "from " + i);
                    return i;
                });
        for (var i = 0; i < CROWD; i++) {
            // Each hears himself and his neighbour; every other frame, whole too, is somebody's
            // presence.
            var heard = List.of(sockets.get(i).nextMessage(), sockets.get(i).nextMessage());
            assertThat(heard)
                    .extracting(frame -> frame.get("message").asString())
                    .containsExactlyInAnyOrder("from " + i, "from " + (i + CROWD - 1) % CROWD);
            assertThat(sockets.get(i).isClosed()).isFalse();
        }
        sockets.forEach(Socket::close);
    }

    private interface Work<T, R> {
        R on(T item);
    }

    private static <T, R> List<R> all(List<T> items, Work<T, R> work)
            throws InterruptedException, ExecutionException {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<R>>();
            items.forEach(item -> futures.add(workers.submit(() -> work.on(item))));
            var results = new ArrayList<R>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
