package net.emotives.chatter.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux says of the processor time of a process, in hundredths of a second. */
public final class ProcessorTime {

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;

    private ProcessorTime() {}

    /** What it has used so far; nothing where it has ended. */
    public static Duration of(long pid) {
        return sum(pid, USER, SYSTEM);
    }

    /** The same, and what its children had used when they ended. */
    static Duration withChildren(long pid) {
        return sum(pid, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN);
    }

    /**
     * What those threads of a JVM have used that compile. They count as long as they live: {@code
     * -XX:-UseDynamicNumberOfCompilerThreads} keeps them.
     */
    static Duration ofCompilers(long pid) {
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.filter(ProcessorTime::compiles)
                    .map(thread -> sum(thread.resolve("stat"), USER, SYSTEM))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }

    private static boolean compiles(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\n");
        } catch (IOException ended) {
            return false;
        }
    }

    private static Duration sum(long pid, int... fields) {
        return sum(Path.of("/proc/" + pid + "/stat"), fields);
    }

    private static Duration sum(Path file, int... fields) {
        try {
            var stat = Files.readString(file);
            var values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var ticks = 0L;
            for (var field : fields) {
                ticks += Long.parseLong(values[field]);
            }
            return Duration.ofMillis(ticks * 10);
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }
}
