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

/** Translates failures into answers of the native protocol; shows nothing internal. */
public final class ChatterErrors {

    private static final Logger log = LoggerFactory.getLogger(ChatterErrors.class);
    private static final String UNAVAILABLE =
            "The service cannot reach its database at the moment; try again.";
    private static final String UNREADABLE = "The request cannot be read.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private ChatterErrors() {}

    /** Error of a socket: a code, and a sentence. */
    public record SocketError(ErrorCode code, String message) {}

    /** Returns what a socket answers to a failure; logs one that is unexpected. */
    public static SocketError socketError(Throwable failure) {
        if (failure instanceof ChatterException refusal) {
            return new SocketError(refusal.code(), refusal.sentence());
        }
        return isOutage(failure)
                ? new SocketError(ErrorCode.UNAVAILABLE, UNAVAILABLE)
                : new SocketError(ErrorCode.INTERNAL, logged(failure));
    }

    /** Returns the HTTP answer to a failure; logs one that is unexpected. */
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

    /** Logs an unexpected failure; returns a sentence with the id under which it is logged. */
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
