package net.emotives.chatter.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Shows what the nodes of a {@link Cluster} logged in the end, where a test fails. */
public final class NodeLogs implements BeforeAllCallback, TestExecutionExceptionHandler {

    private static final int LINES = 30;
    private static final List<JarProcess> NODES = new CopyOnWriteArrayList<>();

    static void note(JarProcess node) {
        NODES.add(node);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        NODES.clear();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        NODES.forEach(node -> System.out.printf("%s ends with%n%s%n", node.logFile(), end(node)));
        throw failure;
    }

    private static String end(JarProcess node) {
        var lines = node.log().lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES))
                .map(line -> "  | " + line)
                .collect(Collectors.joining("\n"));
    }
}
