package net.emotives.chatter.bus;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Within one process; a node that is alone has nobody to tell. */
final class LocalBus implements Bus {

    private final Set<LocalBus> ends;
    private volatile @Nullable Consumer<String> heard;

    /**
     * @param ends all ends of this bus; this one joins them when it listens
     */
    LocalBus(Set<LocalBus> ends) {
        this.ends = ends;
    }

    @Override
    public void listen(Consumer<String> heard, Runnable restored) {
        this.heard = heard;
        this.ends.add(this);
        restored.run();
    }

    @Override
    public void publish(List<String> texts) {
        this.ends.forEach(end -> end.hear(texts));
    }

    private void hear(List<String> texts) {
        var listener = this.heard;
        if (listener != null) {
            synchronized (this) {
                texts.forEach(listener);
            }
        }
    }

    @Override
    public int limit() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isShared() {
        return this.ends.size() > 1;
    }

    @Override
    public void close() {
        this.ends.remove(this);
    }
}
