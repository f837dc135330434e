package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.web.ErrorAnswers;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers errors with the envelope on all paths that no other adapter covers. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ChatterErrorAnswers implements ErrorAnswers {

    @Override
    public boolean covers(String path) {
        return true;
    }

    @Override
    public ResponseEntity<Envelope> answer(Throwable failure) {
        return ChatterErrors.answer(failure);
    }

    @Override
    public ResponseEntity<Envelope> answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Envelope.saying(status.getReasonPhrase()));
    }

    /** Holds no text of the container's, which quotes the request. */
    @Override
    public String body(int status) {
        var known = HttpStatus.resolve(status);
        var sentence = known == null ? "The request was refused." : known.getReasonPhrase();
        return "{\"result\":null,\"message\":[{\"message\":\"" + sentence + "\"}]}";
    }
}
