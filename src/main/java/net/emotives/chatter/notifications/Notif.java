package net.emotives.chatter.notifications;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.outbox.Delivery;
import net.emotives.chatter.tracing.Tracing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientResponseException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls notif behind a circuit breaker. A notif that is away, refuses our secret or is not at the
 * address opens the breaker; a notification that it refuses as such does not.
 */
@Component
class Notif {

    private static final Logger log = LoggerFactory.getLogger(Notif.class);

    private final AwayLog away = new AwayLog(log, "notif is away", "notif is back");

    /**
     * Client errors that speak of us, of the address or of the moment, and not of the notification.
     */
    private static final Set<Integer> NOT_ABOUT_THE_ROW =
            Set.of(401, 403, 404, 405, 407, 408, 421, 425, 426, 429);

    private final NotifClient client;
    private final NotificationsProperties properties;
    private final String secret;
    private final NotificationMetrics metrics;
    private final Contact contact;
    private final Tracing tracing;
    private final CircuitBreaker breaker;
    private final AtomicBoolean warned = new AtomicBoolean();

    Notif(
            NotifClient client,
            NotificationsProperties properties,
            NotificationMetrics metrics,
            Tracing tracing,
            Clock clock,
            @Value("${chatter.identity.service-secret}") String secret) {
        this.client = client;
        this.properties = properties;
        this.secret = secret;
        this.metrics = metrics;
        this.tracing = tracing;
        this.contact = new Contact(clock);
        metrics.watch(this.contact);
        this.breaker =
                CircuitBreaker.of(
                        "notif",
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(10)
                                .minimumNumberOfCalls(5)
                                .waitIntervalFunctionInOpenState(properties.breaker().intervals())
                                .permittedNumberOfCallsInHalfOpenState(2)
                                .build());
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> {
                    var state = event.getStateTransition().getToState();
                    this.contact.away(state != CircuitBreaker.State.CLOSED);
                    switch (state) {
                        case OPEN -> this.away.away(lastFailure());
                        case CLOSED -> this.away.back();
                        default -> log.atDebug().addKeyValue("state", state).log("notif is tried");
                    }
                });
    }

    /** Returns false while notif is known to be away. */
    boolean isAvailable() {
        return switch (this.breaker.getState()) {
            case OPEN, FORCED_OPEN -> this.breaker.tryAcquirePermission() && released();
            default -> true;
        };
    }

    private boolean released() {
        this.breaker.releasePermission();
        return true;
    }

    /** Blocks for at most the time-outs. */
    Delivery tell(NotificationEntry entry) {
        if (!this.breaker.tryAcquirePermission()) {
            return new Delivery.Away();
        }
        var started = this.breaker.getCurrentTimestamp();
        try (var _ = this.tracing.notification(entry.room().value(), entry.sequence())) {
            var status =
                    this.client
                            .tell(
                                    this.secret,
                                    entry.idempotencyKey(),
                                    Notification.of(entry, this.properties.site()))
                            .getStatusCode();
            if (!status.is2xxSuccessful()) {
                // A redirect, or a status that HTTP does not know: nothing was delivered.
                return failed(started, new UnexpectedAnswer(status));
            }
            warnOnceUnlessCreated(status);
            this.metrics.told(succeeded(started));
            return new Delivery.Delivered();
        } catch (HttpClientErrorException answer) {
            if (isAboutTheRow(answer)) {
                this.metrics.refused(succeeded(started));
                return new Delivery.Refused(answer.getStatusCode().toString());
            }
            return failed(started, answer);
        } catch (RuntimeException failure) {
            return failed(started, failure);
        }
    }

    /** notif answered with a status that its contract does not name. */
    private static final class UnexpectedAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(HttpStatusCode status) {
            super(status.toString(), null, false, false);
        }
    }

    private void warnOnceUnlessCreated(HttpStatusCode status) {
        if (status.value() != 201 && this.warned.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("status", status.value())
                    .log("notif answers with another success than 201; it counts as delivered");
        }
    }

    private static boolean isAboutTheRow(HttpClientErrorException answer) {
        var status = answer.getStatusCode().value();
        var secretRefused =
                status == 400
                        && answer.getResponseBodyAsString(StandardCharsets.UTF_8)
                                .contains("Not authorised");
        return !secretRefused && !NOT_ABOUT_THE_ROW.contains(status);
    }

    private Duration succeeded(long started) {
        var took = this.breaker.getCurrentTimestamp() - started;
        this.breaker.onSuccess(took, this.breaker.getTimestampUnit());
        this.contact.answered();
        return Duration.of(took, this.breaker.getTimestampUnit().toChronoUnit());
    }

    private String lastFailure() {
        var failure = this.contact.lastFailure();
        return failure == null ? "" : failure.why();
    }

    /** Returns the state of the contact with notif. */
    Contact contact() {
        return this.contact;
    }

    private Delivery failed(long started, RuntimeException failure) {
        log.atDebug().setCause(failure).log("notif was not told");
        var took = this.breaker.getCurrentTimestamp() - started;
        this.breaker.onError(took, this.breaker.getTimestampUnit(), failure);
        this.metrics.failed(Duration.of(took, this.breaker.getTimestampUnit().toChronoUnit()));
        var answer =
                switch (failure) {
                    case RestClientResponseException response ->
                            response.getStatusCode().toString();
                    case UnexpectedAnswer unexpected -> String.valueOf(unexpected.getMessage());
                    default -> Contact.reason(NestedExceptionUtils.getMostSpecificCause(failure));
                };
        this.contact.failed(answer);
        return new Delivery.Failed(answer);
    }
}
