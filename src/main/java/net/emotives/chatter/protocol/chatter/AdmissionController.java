package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/**
 * Suspends, readmits and disconnects users for services. Each call takes {@code {"username": …}},
 * takes effect on every node, and is idempotent.
 */
@RestController
class AdmissionController {

    private final Users users;
    private final Bodies bodies;

    AdmissionController(Users users, Bodies bodies) {
        this.users = users;
        this.bodies = bodies;
    }

    /** Closes the user's connections, and refuses it until it is readmitted. */
    @PostMapping("/user/suspend")
    Envelope suspend(HttpServletRequest request) throws IOException {
        this.users.suspend(username(request));
        return Envelope.saying("Suspended user");
    }

    @PostMapping("/user/readmit")
    Envelope readmit(HttpServletRequest request) throws IOException {
        this.users.readmit(username(request));
        return Envelope.saying("Readmitted user");
    }

    /** Closes the user's connections; it may connect again with a new token. */
    @PostMapping("/user/disconnect")
    Envelope disconnect(HttpServletRequest request) throws IOException {
        this.users.sendAway(username(request));
        return Envelope.saying("Disconnected user");
    }

    private UserId username(HttpServletRequest request) throws IOException {
        return this.bodies.username(this.bodies.object(request, "username"));
    }
}
