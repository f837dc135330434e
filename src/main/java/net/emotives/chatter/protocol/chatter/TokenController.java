package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.tokens.Tokens;
import net.emotives.chatter.users.User;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gives out what opens a socket. */
@RestController
class TokenController {

    private final Tokens tokens;

    TokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    record TokenAnswer(String token, String username, String expires) {}

    @GetMapping("/ws_token")
    @ResponseStatus(HttpStatus.CREATED)
    Envelope issue(@AuthenticationPrincipal User caller) {
        var token = this.tokens.issue(caller.id());
        return Envelope.of(
                new TokenAnswer(
                        token.value(), token.user().value(), Timestamps.of(token.expires())));
    }
}
