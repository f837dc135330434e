package net.emotives.chatter.identity;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks uacl, within its time-outs, at most so many times at once, and not at all for a second after
 * it kept failing: so a uacl that is slow or away holds nobody's thread for long.
 */
@Component
class Uacl {

    private static final Logger log = LoggerFactory.getLogger(Uacl.class);

    private final AwayLog away = new AwayLog(log, "uacl is away", "uacl is back");

    /**
     * Client errors that say nothing about the bearer, but something about our address of uacl or
     * about the moment. All others are refusals: a caller must not be able to open the breaker with
     * a bearer that uacl cannot read.
     */
    private static final Set<Integer> NOT_ABOUT_THE_BEARER =
            Set.of(404, 405, 407, 408, 410, 421, 425, 426, 429);

    private final UaclClient client;
    private final Semaphore free;
    private final Duration patience;
    private final CircuitBreaker breaker =
            CircuitBreaker.of(
                    "uacl",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(20)
                            .minimumNumberOfCalls(10)
                            .waitDurationInOpenState(Duration.ofSeconds(1))
                            .permittedNumberOfCallsInHalfOpenState(3)
                            .build());

    private final IdentityMetrics metrics;
    private final Contact contact;

    Uacl(UaclClient client, IdentityProperties properties, IdentityMetrics metrics, Clock clock) {
        this.client = client;
        this.metrics = metrics;
        this.contact = new Contact(clock);
        metrics.watch(this.contact);
        this.free = new Semaphore(properties.concurrency());
        this.patience = properties.readTimeout();
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> {
                    var state = event.getStateTransition().getToState();
                    this.contact.away(state != CircuitBreaker.State.CLOSED);
                    switch (state) {
                        case OPEN -> this.away.away(lastFailure());
                        case CLOSED -> this.away.back();
                        default -> log.atDebug().addKeyValue("state", state).log("uacl is tried");
                    }
                });
    }

    /** Whose bearer this is; throws {@link NotAuthorised} and {@link IdentityUnavailable}. */
    Person ask(String authorization) {
        awaitTurn();
        try {
            // A refusal is an answer: to the breaker it is a success.
            return this.breaker
                    .executeSupplier(() -> accepted(authorization))
                    .orElseThrow(NotAuthorised::new);
        } catch (CallNotPermittedException open) {
            throw new IdentityUnavailable();
        } finally {
            this.free.release();
        }
    }

    private void awaitTurn() {
        try {
            // A crowd that comes at once waits for its turn, for as long as one answer may take.
            if (!this.free.tryAcquire(this.patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IdentityUnavailable();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IdentityUnavailable();
        }
    }

    private Optional<Person> accepted(String authorization) {
        var begun = System.nanoTime();
        try {
            var person = Person.from(this.client.authorize(authorization));
            this.contact.answered();
            this.metrics.accepted(System.nanoTime() - begun);
            return Optional.of(person);
        } catch (HttpClientErrorException answer) {
            if (NOT_ABOUT_THE_BEARER.contains(answer.getStatusCode().value())) {
                throw unavailable(answer, begun);
            }
            this.contact.answered();
            this.metrics.refused(System.nanoTime() - begun);
            return Optional.empty();
        } catch (RestClientException | IllegalArgumentException failure) {
            throw unavailable(failure, begun);
        }
    }

    private String lastFailure() {
        var failure = this.contact.lastFailure();
        return failure == null ? "" : failure.why();
    }

    /** Returns the state of the contact with uacl. */
    Contact contact() {
        return this.contact;
    }

    private IdentityUnavailable unavailable(RuntimeException cause, long begun) {
        this.contact.failed(
                cause instanceof RestClientResponseException answer
                        ? answer.getStatusCode().toString()
                        : Contact.reason(NestedExceptionUtils.getMostSpecificCause(cause)));
        this.metrics.failed(System.nanoTime() - begun);
        log.atDebug().setCause(cause).log("uacl did not say who the caller is");
        return new IdentityUnavailable();
    }

    /** The user as uacl describes it. */
    record Person(UserId user, UserGroup group) {

        private static Person from(ResponseEntity<UaclClient.Answer> answer) {
            if (!HttpStatus.OK.equals(answer.getStatusCode())) {
                throw new IllegalArgumentException("an answer of " + answer.getStatusCode());
            }
            var body = answer.getBody();
            var told = body == null ? null : body.result();
            if (told == null || told.username() == null) {
                throw new IllegalArgumentException("an acceptance without a username");
            }
            var group = UserGroup.of(told.userGroup());
            return new Person(
                    UserId.of(told.username())
                            .orElseThrow(() -> new IllegalArgumentException("a name that is none")),
                    group.orElseThrow(() -> new IllegalArgumentException("a group that is none")));
        }
    }
}
