package net.emotives.chatter.bench;

/** Processor time. */
final class Cpu {

    private Cpu() {}

    /** In nanoseconds. */
    record Spent(long service, long postgres) {

        Spent since(Spent before) {
            return new Spent(this.service - before.service, this.postgres - before.postgres);
        }
    }
}
