package net.emotives.chatter.tracing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans of what a message goes through: the frame that asks for it, the commit, the push to
 * the connections of the node that committed it, the call to notif. HTTP, in and out, makes spans
 * by itself.
 *
 * <p>Where nobody collects them each call returns at once, and makes nothing.
 */
@Component
public class Tracing {

    private static final Scope NONE = () -> {};

    private final @Nullable Tracer tracer;

    /** Events committed a moment ago, still to be pushed and told to other nodes. */
    private final Cache<Place, TraceContext> commits =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    @Autowired
    Tracing(ObjectProvider<Tracer> tracer) {
        this(tracer.getIfAvailable());
    }

    private Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** One that makes nothing. */
    public static Tracing off() {
        return new Tracing((@Nullable Tracer) null);
    }

    /** Where an event stands. */
    private record Place(String room, long sequence) {}

    /** Until it is closed, what happens on this thread is part of a span. */
    public interface Scope extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * A change that was committed.
     *
     * @param cause what asked for it
     */
    public record Committed(Trace cause, String room, long sequence) {}

    /** Whether anybody collects traces. */
    public boolean isOn() {
        return this.tracer != null;
    }

    /** A frame of that protocol is read. */
    public Scope frame(String protocol) {
        return this.tracer == null
                ? NONE
                : open(
                        this.tracer,
                        this.tracer
                                .spanBuilder()
                                .setNoParent()
                                .name("frame")
                                .kind(Span.Kind.SERVER)
                                .tag("chatter.protocol", protocol));
    }

    /** What this thread does just now, if that is traced. */
    public @Nullable Trace current() {
        var span = this.tracer == null ? null : this.tracer.currentSpan();
        return span == null || !Boolean.TRUE.equals(span.context().sampled())
                ? null
                : new Trace(span.context());
    }

    /** What this thread does is part of that. */
    public Scope within(@Nullable Trace trace) {
        if (this.tracer == null || trace == null) {
            return NONE;
        }
        return this.tracer.currentTraceContext().newScope(trace.context())::close;
    }

    /**
     * A batch was committed, after so long. Each change has the commit in its own trace, with a
     * link to that of the first one, as they shared it.
     */
    public void committed(List<Committed> changes, Duration took) {
        var now = System.currentTimeMillis() * 1000;
        TraceContext first = null;
        for (var change : changes) {
            var span = commit(change, changes.size(), first);
            span.startTimestamp(now - took.toNanos() / 1000, TimeUnit.MICROSECONDS);
            var started = span.start();
            first = first == null ? started.context() : first;
            this.commits.put(new Place(change.room(), change.sequence()), started.context());
            started.end(now, TimeUnit.MICROSECONDS);
        }
    }

    private Span.Builder commit(Committed change, int batch, @Nullable TraceContext first) {
        if (this.tracer == null) {
            throw new IllegalStateException("nothing is traced");
        }
        var span =
                this.tracer
                        .spanBuilder()
                        .setParent(change.cause().context())
                        .name("commit")
                        .tag("chatter.traced", batch);
        return first == null ? span : span.addLink(new Link(first));
    }

    /** What stands there is pushed. */
    public Scope push(String room, long sequence) {
        return after("push", room, sequence);
    }

    /** notif is told of what stands there. */
    public Scope notification(String room, long sequence) {
        return after("notif", room, sequence);
    }

    private Scope after(String name, String room, long sequence) {
        var commit =
                this.tracer == null ? null : this.commits.getIfPresent(new Place(room, sequence));
        return this.tracer == null || commit == null
                ? NONE
                : open(this.tracer, this.tracer.spanBuilder().setParent(commit).name(name));
    }

    private static Scope open(Tracer tracer, Span.Builder builder) {
        var span = builder.start();
        var scope = tracer.withSpan(span);
        return () -> {
            scope.close();
            span.end();
        };
    }
}
