package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.json.JsonMapper;

/** Requests that the container refuses by itself are answered like all others. */
@ChatterTest
class MalformedRequestsIntegrationTests {

    @Autowired private Chatter chatter;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00 HTTP/1.1|Host: x",
                "GET /healthz%00 HTTP/1.1|Host: x",
                "GET /%2f HTTP/1.1|Host: x",
                "GET /%2fhealthz HTTP/1.1|Host: x",
                "GET /%5c HTTP/1.1|Host: x",
                "GET /%zz HTTP/1.1|Host: x",
                "GET /%c0%ae HTTP/1.1|Host: x",
                "GET /%ff HTTP/1.1|Host: x",
                "GET /../.. HTTP/1.1|Host: x",
                "GET /a;b=c/../ws HTTP/1.1|Host: x",
                "GET /{} HTTP/1.1|Host: x",
                "GET /messages?from=%zz HTTP/1.1|Host: x",
                "GET /healthz HTTP/1.1|Host: a b",
                "GET /healthz HTTP/1.1|Host: x:y",
                "GET /healthz HTTP/1.1|Host: [::1",
                "GET /healthz HTTP/1.1|Host: <script>",
                "GET /healthz HTTP/1.1|Host: x|Host: y",
                "GET /healthz HTTP/1.1",
                "GET /healthz HTTP/1.1|Host: x|Content-Length: 1|Content-Length: 2",
                "GET /healthz HTTP/1.1|Host: x|Content-Length: -1",
                "GET /healthz HTTP/1.1|Host: x|Content-Length: a",
                "GET /healthz HTTP/1.1|Host: x|Transfer-Encoding: nonsense",
                "GET /healthz HTTP/1.1|Host: x|Expect: something",
                "GET /healthz HTTP/3.0|Host: x",
                "GET /healthz XTTP/1.1|Host: x",
                "GET  /healthz  HTTP/1.1  x|Host: x",
                "G<T /healthz HTTP/1.1|Host: x",
                "BREW /healthz HTTP/1.1|Host: x",
                "TRACE /healthz HTTP/1.1|Host: x",
                "CONNECT x:80 HTTP/1.1|Host: x",
                "OPTIONS * HTTP/1.1|Host: x",
                "GET http://[/ HTTP/1.1|Host: x",
                "GET healthz HTTP/1.1|Host: x",
                "GET /healthz HTTP/1.1|Host: x|Bad Header: y",
                "GET /healthz HTTP/1.1|Host: x|: y"
            })
    void answerIsAnEnvelopeOrNothing(String request) {
        var text = request.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n";
        assertEnvelope(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 40_000})
    void tooLargeHeaderIsAnsweredLikewise(int length) {
        assertEnvelope(
                "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "
                        + "x".repeat(length)
                        + "\r\nConnection: close\r\n\r\n");
    }

    private void assertEnvelope(String request) {
        try (var answer = RawSocket.request("127.0.0.1", this.chatter.port(), 0, request)) {
            var body = answer.body();
            assertThat(answer.head()).doesNotContainIgnoringCase("tomcat");
            if (body.isEmpty()) {
                return;
            }
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            var envelope = JsonMapper.shared().readTree(body);
            assertThat(envelope.propertyNames()).containsExactlyInAnyOrder("result", "message");
        }
    }
}
