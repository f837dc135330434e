package net.emotives.chatter.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

class LocalBusTests implements BusContract {

    private final Set<LocalBus> ends = new CopyOnWriteArraySet<>();

    @Override
    public Bus end() {
        return new LocalBus(this.ends);
    }

    @Override
    public Bus elsewhere() {
        return new LocalBus(new CopyOnWriteArraySet<>());
    }

    @Override
    public void interrupt() {
        assertThat(breaks()).isFalse();
    }

    @Override
    public boolean breaks() {
        return false;
    }

    @Test
    void knowsThatItIsAlone() {
        try (var alone = BusContract.Ear.at(end())) {
            assertThat(alone.bus().isShared()).isFalse();
        }
    }
}
