package net.emotives.chatter.protocol.chatter.v1;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.protocol.chatter.Envelope;
import net.emotives.chatter.protocol.chatter.UserReadsFilter;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;
import net.emotives.chatter.web.WebProperties;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.List;
import java.util.Map;

/** Lists the users of the caller's group, and which of them are online. */
@RestController
class ConnectionsController {

    /** Bytes of a user that was read. */
    private static final int USER = 512;

    private final Users users;
    private final Reads reads;
    private final Presence presence;
    private final WebProperties properties;

    ConnectionsController(Users users, Reads reads, Presence presence, WebProperties properties) {
        this.users = users;
        this.reads = reads;
        this.presence = presence;
        this.properties = properties;
    }

    record ConnectionAnswer(String username, boolean active) {}

    @GetMapping("/connections")
    ResponseEntity<Envelope> list(
            @AuthenticationPrincipal User caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        var most = this.properties.pageLimit();
        var asked = Math.min(most, Parameters.number("limit", limit, 1).orElse(most));
        var first = from(after);
        var hold = this.reads.holdForClient((asked + 1L) * USER);
        UserReadsFilter.keep(request, hold);
        var found = hold.read(() -> this.users.inGroup(caller.group(), first, asked + 1));
        var page = found.subList(0, Math.min(asked, found.size()));
        var links = new PageLinks();
        if (found.size() > asked) {
            links.add(
                    "next",
                    UriComponentsBuilder.fromPath("/connections")
                            .queryParam("limit", asked)
                            .queryParam("after", "{after}")
                            .uriVariables(Map.of("after", page.getLast().id().value())));
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, links.values())
                .body(Envelope.of(answers(page)));
    }

    private static @Nullable UserId from(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return null;
        }
        return UserId.of(after)
                .orElseThrow(() -> Parameters.invalid("after", "must be a username"));
    }

    private List<ConnectionAnswer> answers(List<User> page) {
        return page.stream()
                .map(user ->
                        new ConnectionAnswer(user.id().value(), this.presence.isOnline(user.id())))
                .toList();
    }
}
