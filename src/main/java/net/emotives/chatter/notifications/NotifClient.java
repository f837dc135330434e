package net.emotives.chatter.notifications;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** notif's way in: 201 for a notification it took. Only 4xx and 5xx throw. */
interface NotifClient {

    @PostExchange(contentType = "application/json")
    ResponseEntity<Void> tell(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String secret,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody Notification notification);
}
