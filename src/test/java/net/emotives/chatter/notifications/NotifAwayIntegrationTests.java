package net.emotives.chatter.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.outbox.Delivery;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** notif dead, hanging, failing, or not knowing our secret; and notif that will not have one. */
@ChatterTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "chatter.notifications.read-timeout=1s",
            "chatter.notifications.poll=100ms",
            "chatter.notifications.batch=5",
            "chatter.notifications.backoff.first=50ms",
            "chatter.notifications.backoff.most=400ms",
            "chatter.notifications.breaker.first=50ms",
            "chatter.notifications.breaker.most=400ms"
        })
class NotifAwayIntegrationTests {

    private static final int MESSAGES = 20;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private MeterRegistry metrics;
    @Autowired private Notif notif;

    @BeforeEach
    void notifIsWell() {
        this.neighbours.behave();
    }

    static Stream<ResponseDefinitionBuilder> away() {
        return Stream.of(
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withStatus(202).withFixedDelay(10_000),
                aResponse().withStatus(500),
                aResponse().withStatus(503),
                aResponse().withStatus(401),
                aResponse().withStatus(403),
                aResponse().withStatus(404),
                aResponse().withStatus(302).withHeader("Location", "/internal_notification"),
                aResponse().withStatus(308).withHeader("Location", "/internal_notification"),
                aResponse().withStatus(400).withBody("{\"message\":\"Not authorised\"}"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void chatGoesOnAndEveryNotificationArrivesInOrderOnceNotifIsBack(
            ResponseDefinitionBuilder answer, CapturedOutput output) {
        var before = output.toString().length();
        var alice = this.neighbours.person("alice", "here");
        var bob = this.neighbours.person("bob", "here");
        var carl = this.neighbours.person("carl", "here");
        var parked = parked();
        this.neighbours.notifAnswers(answer);

        try (var a = this.chatter.connect(alice);
                var b = this.chatter.connect(bob);
                var c = this.chatter.connect(carl)) {
            var started = System.nanoTime();
            for (var i = 0; i < MESSAGES; i++) {
                a.say(bob.username(), "m" + i);
                a.say(carl.username(), "m" + i);
                b.nextMessage();
                c.nextMessage();
            }
            // A chat that waited for a notif that hangs would take twice as long at the least.
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(READ_TIMEOUT.multipliedBy(MESSAGES));
            // Long enough for the breaker to open, and to try again in vain.
            await().untilAsserted(() ->
                    assertThat(
                                    this.neighbours.toldOf(bob).size()
                                            + this.neighbours.toldOf(carl).size())
                            .isGreaterThan(6));
            assertThat(left(bob)).isEqualTo(MESSAGES);
            this.neighbours.notifAnswers(aResponse().withStatus(201).withBody("{}"));

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(left(bob) + left(carl)).isZero());
        }

        assertThat(new Accepted(this.neighbours).by(bob)).isEqualTo(told(alice, MESSAGES));
        assertThat(new Accepted(this.neighbours).by(carl)).isEqualTo(told(alice, MESSAGES));
        assertThat(parked()).isEqualTo(parked);
        // However often it was tried in vain.
        assertThat(saying(output, before, "notif is away")).hasSizeLessThanOrEqualTo(1);
        assertThat(saying(output, before, "notif is back")).hasSizeLessThanOrEqualTo(1);
        assertThat(saying(output, before, " ERROR ")).isEmpty();
    }

    private static Stream<String> saying(CapturedOutput output, int from, String words) {
        return output.toString().substring(from).lines().filter(line -> line.contains(words));
    }

    @Test
    void parksTheOneThatNotifRefusesAndTellsTheNext(CapturedOutput output) {
        var alice = this.neighbours.person("alice", "here");
        var bob = this.neighbours.person("bob", "here");
        var parked = parked();
        this.neighbours
                .notif()
                .stubFor(
                        post("/internal_notification")
                                .atPriority(1)
                                .withRequestBody(containing("m1\""))
                                .willReturn(aResponse().withStatus(422)));

        long refused;
        try (var a = this.chatter.connect(alice);
                var _ = this.chatter.connect(bob)) {
            a.say(bob.username(), "m0");
            a.nextMessage();
            a.say(bob.username(), "m1");
            refused = a.nextMessage().get("id").asLong();
            a.say(bob.username(), "m2");
            a.nextMessage();
            await().untilAsserted(
                            () -> assertThat(new Accepted(this.neighbours).by(bob)).hasSize(2));
        }

        await().untilAsserted(() -> assertThat(left(bob)).isEqualTo(1));
        var sentences = told(alice, 3);
        assertThat(new Accepted(this.neighbours).by(bob))
                .containsExactly(sentences.getFirst(), sentences.getLast());
        assertThat(
                        this.jdbc.queryForObject(
                                "SELECT message FROM outbox WHERE parked_at IS NOT NULL AND"
                                        + " parked_for LIKE '422%' AND recipient = ?",
                                Long.class, bob.username()))
                .isEqualTo(refused);
        assertThat(parked()).isEqualTo(parked + 1);
        assertThat(output).contains("notif refuses a notification as such; it is parked");
        assertThat(this.neighbours.requestsTo(bob)).hasSize(3);
    }

    @Test
    void followsRedirectsOfNotifsOwnServerWithMethodBodyAndHeaders() {
        moved("/internal_notification", 307, "/by/307");
        moved("/by/307", 308, this.neighbours.notif().baseUrl() + "/by/308?a=b");
        this.neighbours
                .notif()
                .stubFor(post("/by/308?a=b").willReturn(aResponse().withStatus(201)));

        assertThat(tell()).isEqualTo(new Delivery.Delivered());

        var requests = this.neighbours.notif().findAll(anyRequestedFor(anyUrl()));
        assertThat(requests)
                .extracting(LoggedRequest::getUrl)
                .containsExactlyInAnyOrder("/internal_notification", "/by/307", "/by/308?a=b");
        assertThat(requests)
                .allSatisfy(request -> {
                    assertThat(request.getMethod().value()).isEqualTo("POST");
                    assertThat(request.getBodyAsString()).contains("alice messaged you: hi");
                    assertThat(request.getHeader("Authorization")).isEqualTo(Neighbours.SECRET);
                    assertThat(request.getHeader("Idempotency-Key")).isEqualTo("chatter-message-7");
                    assertThat(request.getHeader("Content-Type")).startsWith("application/json");
                });
    }

    @Test
    void followsNoMoreRedirectsThanTheLimit() {
        moved("/internal_notification", 307, "/internal_notification");

        assertThat(tell()).isEqualTo(new Delivery.Failed("307 TEMPORARY_REDIRECT"));

        assertThat(this.neighbours.notif().findAll(anyRequestedFor(anyUrl()))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305})
    void followsNoOtherRedirectAndTriesAgain(int status) {
        moved("/internal_notification", status, "/elsewhere");

        assertThat(tell()).isInstanceOf(Delivery.Failed.class);

        assertThat(this.neighbours.notif().findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void showsItsSecretToNoOtherServer(int status) {
        moved("/internal_notification", status, this.neighbours.uacl().baseUrl() + "/other");
        assertThat(tell()).isInstanceOf(Delivery.Failed.class);
        moved("/internal_notification", status, "//user@[");
        assertThat(tell()).isInstanceOf(Delivery.Failed.class);

        assertThat(this.neighbours.uacl().findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void countsAnotherSuccessThan201AsDeliveredAndWarnsOnce(CapturedOutput output) {
        for (var status : List.of(200, 202, 204)) {
            this.neighbours.notifAnswers(aResponse().withStatus(status));
            assertThat(tell()).isEqualTo(new Delivery.Delivered());
        }
        assertThat(output).containsOnlyOnce("notif answers with another success than 201");
    }

    private void moved(String from, int status, String to) {
        this.neighbours
                .notif()
                .stubFor(
                        post(from)
                                .willReturn(
                                        aResponse().withStatus(status).withHeader("Location", to)));
    }

    /** Tells of a message, as soon as the breaker lets it. */
    private Delivery tell() {
        var alice = UserId.of("alice").orElseThrow();
        var bob = UserId.of("bob").orElseThrow();
        var entry =
                new NotificationEntry(
                        new MessageId(7),
                        RoomId.direct(alice, bob),
                        1,
                        bob,
                        0,
                        alice,
                        "hi",
                        Instant.now(),
                        false);
        return await().until(
                        () -> this.notif.tell(entry),
                        outcome -> !(outcome instanceof Delivery.Away));
    }

    private static List<String> told(Person from, int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> from.username() + " messaged you: m" + i)
                .collect(ArrayList::new, List::add, List::addAll);
    }

    private int left(Person recipient) {
        return this.jdbc
                .queryForList(
                        "SELECT message FROM outbox WHERE recipient = ?",
                        Long.class,
                        recipient.username())
                .size();
    }

    private double parked() {
        return this.metrics.get("chatter.notifications.parked").counter().count();
    }
}
