package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.protocol.chatter.ChatterErrors;
import net.emotives.chatter.transport.RefusalMetrics;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Puts what went wrong into the words of version 2 (chatter-v2, "Error codes"). */
@Component
class Errors {

    /** Characters of a sentence at most; more than a name of any kind has. */
    private static final int SENTENCE = 1000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final FrameWriter words;
    private final RefusalMetrics.Refusals refusals;

    Errors(FrameWriter words, RefusalMetrics metrics) {
        this.words = words;
        this.refusals = metrics.of(Version2Protocol.SUBPROTOCOL);
    }

    /** The frame for a request with that id; nothing internal gets out. */
    Frame frame(@Nullable String id, Throwable failure) {
        var frame = this.words.frame("error");
        if (id != null) {
            frame.put("id", id);
        }
        this.refusals.count(describe(frame.putObject("error"), failure));
        return this.words.written(frame);
    }

    private static ErrorCode describe(ObjectNode error, Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    describe(error, wrapped.getCause());
            case ChatterException refusal -> {
                error.put("code", refusal.code().slug())
                        .put("message", shortened(refusal.sentence()));
                refusal.field().ifPresent(field -> error.put("field", field));
                refusal.retryAfter().ifPresent(wait -> retryAfter(error, wait));
                yield refusal.code();
            }
            default -> {
                var unnamed = ChatterErrors.socketError(failure);
                error.put("code", unnamed.code().slug()).put("message", unnamed.message());
                if (unnamed.code() == ErrorCode.UNAVAILABLE) {
                    retryAfter(error, RETRY_AFTER);
                }
                yield unnamed.code();
            }
        };
    }

    /**
     * Shortens an error message: it may quote the client's input, which must not make the answer
     * arbitrarily long.
     */
    private static String shortened(String sentence) {
        return sentence.codePointCount(0, sentence.length()) <= SENTENCE
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, SENTENCE)) + "…";
    }

    private static void retryAfter(ObjectNode error, Duration wait) {
        error.put("retry_after", wait.toMillis() / 1000.0);
    }
}
