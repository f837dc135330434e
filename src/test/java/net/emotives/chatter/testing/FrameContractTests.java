package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests hold all frames against is strict itself. */
class FrameContractTests {

    private static final String MESSAGE =
            """
            {"id":9,"username_from":"a","username_to":"b","message":"hi","created":"2026-11-20T23:56:48.203204Z"}\
            """;

    @Test
    void takesWhatTheServerSends() {
        assertThat(FrameContract.V1.received(MESSAGE).get("id").asLong()).isEqualTo(9);
        FrameContract.V1.received("{\"username\":\"a\",\"active\":true}");
        FrameContract.V1.received("{\"error\":{\"code\":\"bad_json\",\"message\":\"No.\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"username\":\"a\",\"active\":true}{}",
                "{\"username\":\"a\",\"username\":\"a\",\"active\":true}",
                "{\"username\":\"a\",\"active\":1}",
                "{\"username\":\"a\",\"active\":true,\"new\":1}",
                "{\"error\":{\"code\":\"new\",\"message\":\"No.\"}}",
                "{\"error\":{\"code\":\"bad_json\",\"message\":\"No.\",\"field\":\"x\"}}",
                "{\"id\":0,\"username_from\":\"a\",\"username_to\":\"b\",\"message\":\"hi\",\"created\":\"2026-11-20T23:56:48.203204Z\"}",
                "{\"id\":1,\"username_from\":\"a\",\"username_to\":\"b\",\"message\":\"hi\",\"created\":\"2026-11-20T23:56:48Z\"}",
                "{\"id\":1,\"username_from\":\"a\",\"username_to\":\"b\",\"message\":\"hi\",\"created\":\"2026-13-20T23:56:48.203204Z\"}",
                "{\"id\":1,\"username_from\":\"a\",\"username_to\":\"b\",\"created\":\"2026-11-20T23:56:48.203204Z\"}",
            })
    void findsWhatTheServerMayNotSend(String frame) {
        assertThatThrownBy(() -> FrameContract.V1.received(frame))
                .isInstanceOf(AssertionError.class);
    }
}
