package net.emotives.chatter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of processes. */
final class Cpu {

    private Cpu() {}

    /** Processor time in nanoseconds. */
    record Spent(long service, long postgres) {

        Spent since(Spent before) {
            return new Spent(this.service - before.service, this.postgres - before.postgres);
        }
    }

    /** Its resident memory in bytes. */
    static long resident(long pid) {
        try {
            var status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            var line = status.stream().filter(it -> it.startsWith("VmRSS")).findFirst();
            return Long.parseLong(line.orElseThrow().replaceAll("\\D", "")) * 1024;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
