package net.emotives.chatter.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class RedisListenerTests {

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger restored = new AtomicInteger();

    /** Two texts of a hundred characters, and not three. */
    private final RedisListener listener =
            new RedisListener(
                    this.waiting::add, 700, this.heard::add, this.restored::incrementAndGet);

    private void work() {
        for (var next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
            next.run();
        }
    }

    @Test
    void dropsTextsBeyondItsBytesAndHasThemMadeUpForOnceTheOthersAreTaken() {
        var text = "x".repeat(100);
        for (var i = 0; i < 5; i++) {
            this.listener.smessage("chatter", text + i);
        }
        assertThat(this.waiting).hasSize(2);
        work();
        assertThat(this.heard).containsExactly(text + 0, text + 1);
        assertThat(this.restored).hasValue(1);

        this.listener.message("chatter", "next");
        work();
        assertThat(this.heard).endsWith("next");
        assertThat(this.restored).hasValue(1);
    }

    @Test
    void goesOnAfterTextThatCannotBeTaken() {
        var failing =
                new RedisListener(
                        Runnable::run,
                        1000,
                        text -> {
                            if (text.equals("bad")) {
                                throw new IllegalStateException("planted");
                            }
                            this.heard.add(text);
                        },
                        this.restored::incrementAndGet);
        for (var i = 0; i < 20; i++) {
            failing.message("chatter", "bad");
        }
        failing.message("chatter", "good");
        assertThat(this.heard).containsExactly("good");
        assertThat(this.restored).hasValue(0);
    }
}
