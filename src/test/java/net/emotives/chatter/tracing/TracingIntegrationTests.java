package net.emotives.chatter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterProcess;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.stream.IntStream;

/** What a collector of traces gets of a message, and what becomes of it where there is none. */
class TracingIntegrationTests {

    @Test
    void messageIsOneTraceFromItsFrameToNotif() {
        try (var collector = new Collector();
                var process =
                        ChatterProcess.start(
                                JarProcess.LEAN,
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.endpoint(),
                                        "OTEL_TRACES_SAMPLER_ARG", "1.0",
                                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY",
                                                "200ms",
                                        "LOG_FORMAT", "ecs"))) {
            talk(process.chatter(), process.neighbours());

            await().untilAsserted(() -> {
                assertThat(collector.named("notif")).hasSize(30);
                assertThat(collector.named("push")).hasSize(30);
                assertThat(collector.named("frame")).hasSizeGreaterThanOrEqualTo(30);
            });
            for (var commit : collector.named("commit")) {
                assertIsCausedBy(collector, commit);
                assertThat(collector.children(commit))
                        .extracting(Span::getName)
                        .containsExactlyInAnyOrder("push", "notif");
            }
            // Some of them shared a commit.
            assertThat(collector.named("commit")).anyMatch(span -> span.getLinksCount() == 1);
            for (var told : collector.named("notif")) {
                assertThat(collector.children(told)).hasSize(1);
            }
            assertNeighboursAreToldTheTrace(collector, process.neighbours());
            assertLogIsJson(process.log());
        }
    }

    private static void assertIsCausedBy(Collector collector, Span commit) {
        assertThat(collector.named("frame"))
                .anyMatch(frame ->
                        frame.getSpanId().equals(commit.getParentSpanId())
                                && frame.getTraceId().equals(commit.getTraceId()));
    }

    private static void assertNeighboursAreToldTheTrace(
            Collector collector, Neighbours neighbours) {
        var traces = collector.named("notif").stream().map(Collector::traceOf).toList();
        assertThat(neighbours.notif().getAllServeEvents())
                .hasSize(30)
                .allSatisfy(event ->
                        assertThat(event.getRequest().getHeader("traceparent").split("-", -1)[1])
                                .isIn(traces));
        // Of the request whose bearer it was asked about.
        var requests =
                collector.all().stream()
                        .filter(span -> span.getName().equals("http get /ws_token"))
                        .map(Collector::traceOf)
                        .toList();
        assertThat(neighbours.uacl().getAllServeEvents())
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.getRequest().getHeader("traceparent").split("-", -1)[1])
                                .isIn(requests));
    }

    private static void assertLogIsJson(String log) {
        // The JVM's own warnings of its cache are not the service's.
        assertThat(log.lines().filter(line -> !line.contains("[warning][aot")))
                .hasSizeGreaterThan(5)
                .allSatisfy(line ->
                        assertThat(JsonMapper.shared().readTree(line).has("message")).isTrue());
    }

    @Test
    void withoutACollectorNobodyIsToldOfTraces() {
        try (var process = ChatterProcess.start(JarProcess.LEAN, Map.of())) {
            talk(process.chatter(), process.neighbours());

            await().untilAsserted(() ->
                    assertThat(process.neighbours().notif().getAllServeEvents()).hasSize(30));
            assertThat(process.neighbours().notif().getAllServeEvents())
                    .noneMatch(event -> event.getRequest().containsHeader("traceparent"));
            assertThat(process.neighbours().uacl().getAllServeEvents())
                    .noneMatch(event -> event.getRequest().containsHeader("traceparent"));
            assertThat(process.log()).doesNotContain("{\"@timestamp\"").contains(" INFO [main] ");
        }
    }

    private static void talk(Chatter chatter, Neighbours neighbours) {
        var alice = neighbours.person("alice", "here");
        var bob = chatter.known(neighbours.person("bob", "here"));
        try (var a = chatter.connectV2(alice)) {
            var asked =
                    IntStream.range(0, 30)
                            .mapToObj(i ->
                                    a.ask(
                                            "send",
                                            f ->
                                                    f.put("to", bob.username())
                                                            .put("client_id", "c" + i)
                                                            .put("text", "hi")))
                            .toList();
            asked.forEach(answer -> assertThat(answer.join().has("error")).isFalse());
            // An answer may be there before the push, and to who has gone nothing is pushed.
            asked.forEach(_ -> a.nextPush("sent"));
        }
    }
}
