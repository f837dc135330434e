package net.emotives.chatter.web;

import com.fasterxml.jackson.annotation.JsonInclude;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.DatabaseWatch;
import net.emotives.chatter.kernel.VitalThread;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Tells orchestrators that the process lives, and whether it wants traffic. */
@RestController
class HealthController {

    private final ApplicationAvailability availability;

    private final DatabaseWatch database;
    private final Cluster cluster;

    HealthController(
            ApplicationAvailability availability, DatabaseWatch database, Cluster cluster) {
        this.availability = availability;
        this.database = database;
        this.cluster = cluster;
    }

    /** Answer in the shape that the original's clients know: both keys are always there. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Health(@Nullable Object result, List<Note> message) {

        record Note(String message) {}

        private static Health of(String sentence) {
            return new Health(null, List.of(new Note(sentence)));
        }
    }

    @GetMapping("/healthz")
    ResponseEntity<Health> health() {
        return VitalThread.dead().isEmpty()
                ? ResponseEntity.ok(Health.of("Health OK"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Health.of("Dying"));
    }

    @GetMapping("/readyz")
    ResponseEntity<Health> readiness() {
        var accepting = this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return accepting && !this.database.isLongAway() && this.cluster.mayWrite()
                ? ResponseEntity.ok(Health.of("Ready"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(Health.of("Not ready"));
    }
}
