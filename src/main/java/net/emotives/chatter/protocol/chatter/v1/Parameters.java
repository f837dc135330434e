package net.emotives.chatter.protocol.chatter.v1;

import net.emotives.chatter.protocol.chatter.InvalidRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.util.Optional;

/** Reads query parameters, and names the one that is wrong. */
final class Parameters {

    private Parameters() {}

    static InvalidRequest invalid(String name, String rule) {
        return new InvalidRequest(HttpStatus.UNPROCESSABLE_CONTENT, name + " " + rule, name);
    }

    /** The number, at least {@code least}, where the parameter is there. */
    static Optional<Integer> number(String name, @Nullable String value, int least) {
        return whole(name, value, least, Integer.MAX_VALUE).map(Long::intValue);
    }

    static Optional<Long> id(String name, @Nullable String value) {
        return whole(name, value, 1, Long.MAX_VALUE);
    }

    private static Optional<Long> whole(
            String name, @Nullable String value, long least, long most) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            var number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number that is out of bounds.
        }
        throw invalid(name, "must be a whole number from " + least + " on");
    }
}
