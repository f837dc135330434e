package net.emotives.chatter.tracing;

import io.micrometer.tracing.TraceContext;

/** A place in a trace, for what follows from it elsewhere. */
public final class Trace {

    private final TraceContext context;

    Trace(TraceContext context) {
        this.context = context;
    }

    TraceContext context() {
        return this.context;
    }
}
