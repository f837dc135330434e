package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.DatabaseWatch;
import net.emotives.chatter.kernel.VitalThread;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

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

    @GetMapping("/healthz")
    ResponseEntity<Envelope> health() {
        return VitalThread.dead().isEmpty()
                ? ResponseEntity.ok(Envelope.saying("Health OK"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(Envelope.saying("Dying"));
    }

    @GetMapping("/readyz")
    ResponseEntity<Envelope> readiness() {
        var accepting = this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return accepting && !this.database.isLongAway() && this.cluster.mayWrite()
                ? ResponseEntity.ok(Envelope.saying("Ready"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(Envelope.saying("Not ready"));
    }
}
