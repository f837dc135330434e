package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.tokens.TokenRefused;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * Puts what went wrong into the words of the native protocol, over HTTP and over the socket;
 * nothing internal gets out.
 */
final class ChatterErrors {

    private static final Logger log = LoggerFactory.getLogger(ChatterErrors.class);
    private static final String UNAVAILABLE =
            "The service cannot reach its database at the moment; try again.";
    private static final String UNREADABLE = "The request cannot be read.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private ChatterErrors() {}

    /** What a client is told: a code, and a sentence. */
    record Told(ErrorCode code, String message) {}

    /** For the socket. */
    static Told told(Throwable failure) {
        if (failure instanceof ChatterException refusal) {
            return new Told(refusal.code(), refusal.sentence());
        }
        return isOutage(failure)
                ? new Told(ErrorCode.UNAVAILABLE, UNAVAILABLE)
                : new Told(ErrorCode.INTERNAL, logged(failure));
    }

    /** For HTTP. */
    static ResponseEntity<Envelope> answer(Throwable failure) {
        if (failure instanceof ChatterException refusal) {
            var answer = json(status(refusal));
            refusal.retryAfter().ifPresent(wait -> retryAfter(answer, wait));
            return answer.body(Envelope.saying(refusal.sentence(), refusal.field().orElse(null)));
        }
        if (isOutage(failure)) {
            var answer = json(HttpStatus.SERVICE_UNAVAILABLE);
            retryAfter(answer, RETRY_AFTER);
            return answer.body(Envelope.saying(UNAVAILABLE));
        }
        if (isOfTheSender(failure)) {
            return json(HttpStatus.BAD_REQUEST).body(Envelope.saying(UNREADABLE));
        }
        return json(HttpStatus.INTERNAL_SERVER_ERROR).body(Envelope.saying(logged(failure)));
    }

    /** Logs what nobody expected, and says under which id. */
    static String logged(Throwable failure) {
        var errorId = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("error_id", errorId)
                .setCause(failure)
                .log("Something unexpected failed");
        return "Something failed on our side. Error id: " + errorId;
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof DataAccessException || failure instanceof TransactionException;
    }

    /** The container's own sentences quote the request, and so the token: they are not told on. */
    private static boolean isOfTheSender(Throwable failure) {
        return failure instanceof InvalidParameterException || failure instanceof IOException;
    }

    private static ResponseEntity.BodyBuilder json(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }

    private static void retryAfter(ResponseEntity.BodyBuilder answer, Duration wait) {
        answer.header(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
    }

    private static HttpStatus status(ChatterException refusal) {
        return switch (refusal) {
            case InvalidRequest invalid -> invalid.status();
            case TokenRefused _ -> HttpStatus.FORBIDDEN;
            default -> status(refusal.code());
        };
    }

    private static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case BAD_FRAME, BAD_JSON, UNKNOWN_TYPE -> HttpStatus.BAD_REQUEST;
            case NOT_AUTHORISED -> HttpStatus.UNAUTHORIZED;
            case NOT_ALLOWED, NOT_A_MEMBER, OTHER_GROUP -> HttpStatus.FORBIDDEN;
            case MESSAGE_NOT_FOUND, ROOM_NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, CLIENT_ID_REUSED -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case EMPTY_MESSAGE, INVALID_TEXT, LIMIT_EXCEEDED, TEXT_TOO_LONG, UNKNOWN_USER ->
                    HttpStatus.UNPROCESSABLE_CONTENT;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            case OVERLOADED, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
