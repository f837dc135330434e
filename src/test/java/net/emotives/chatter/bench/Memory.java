package net.emotives.chatter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JVM with the serial collector holds, in bytes.
 *
 * @param untidied its resident memory as it was found
 * @param resident the same after all garbage was collected
 * @param live what is in use of the heap then
 * @param outside what is resident of anything but the heap
 */
record Memory(long untidied, long resident, long live, long outside) {

    private static final Pattern HEAP =
            Pattern.compile("^ ?(DefNew|Tenured) .*used (\\d+)K.*\\[0x(\\w+), 0x\\w+, 0x(\\w+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .{4} .*");

    /** Collects its garbage. */
    static Memory of(long pid) {
        var untidied = resident(pid);
        var _ = ask(pid, "GC.run");
        var _ = ask(pid, "GC.run");
        var live = 0L;
        var from = Long.MAX_VALUE;
        var to = 0L;
        for (var line : ask(pid, "GC.heap_info")) {
            var matcher = HEAP.matcher(line);
            if (matcher.find()) {
                // All that lives is old then; what is young is space that threads have taken.
                live += matcher.group(1).equals("Tenured") ? kilobytes(matcher.group(2)) : 0;
                from = Math.min(from, Long.parseUnsignedLong(matcher.group(3), 16));
                to = Math.max(to, Long.parseUnsignedLong(matcher.group(4), 16));
            }
        }
        if (to == 0) {
            throw new IllegalStateException("not the serial collector");
        }
        var resident = resident(pid);
        return new Memory(untidied, resident, live, resident - residentWithin(pid, from, to));
    }

    /** The resident memory of a process. */
    static long resident(long pid) {
        try {
            var status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            var line = status.stream().filter(it -> it.startsWith("VmRSS")).findFirst();
            return Long.parseLong(line.orElseThrow().replaceAll("\\D", "")) * 1024;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the connections need: what lives on the heap, and what there is beside it. */
    long needed() {
        return this.live + this.outside;
    }

    private static List<String> ask(long pid, String question) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var process =
                    new ProcessBuilder(jcmd, Long.toString(pid), question)
                            .redirectErrorStream(true)
                            .start();
            try (var lines = process.inputReader()) {
                return lines.lines().toList();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long kilobytes(String digits) {
        return Long.parseLong(digits) * 1024;
    }

    private static long residentWithin(long pid, long from, long to) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps"))) {
            var inside = new boolean[1];
            return lines.mapToLong(
                            line -> {
                                var mapping = MAPPING.matcher(line);
                                if (mapping.matches()) {
                                    var start = Long.parseUnsignedLong(mapping.group(1), 16);
                                    inside[0] = start >= from && start < to;
                                }
                                return inside[0] && line.startsWith("Rss:")
                                        ? kilobytes(line.replaceAll("\\D", ""))
                                        : 0;
                            })
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
