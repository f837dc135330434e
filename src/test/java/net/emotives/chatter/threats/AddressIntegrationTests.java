package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;

/** Whose address a request is believed to have, and what one address may have. */
@GuardedTest
class AddressIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    private Visitor throughGateway(String forwarded) {
        return Visitor.throughGateway(this.chatter.port(), forwarded);
    }

    private String token() {
        return this.chatter.token(this.neighbours.person("guest", "doors"));
    }

    private static int status(RawSocket answer) {
        try (answer) {
            return answer.status();
        }
    }

    @Test
    void clientsBehindTheGatewayAreCountedOneByOne() {
        var crowded = throughGateway("203.0.113.1");
        try (var first = crowded.handshake(token());
                var second = crowded.handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            var token = token();
            try (var third = crowded.handshake(token)) {
                assertThat(third.status()).isEqualTo(429);
                assertThat(third.header("Retry-After")).isNotEmpty();
            }
            assertThat(status(throughGateway("203.0.113.2").handshake(token))).isEqualTo(101);
            first.write(RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
            await().until(() -> status(crowded.handshake(token())) == 101);
        }
    }

    @Test
    void whatAClientWritesBeforeTheGatewayCountsForNothing() {
        try (var first = throughGateway("198.51.100.1, 203.0.113.3").handshake(token());
                var second =
                        throughGateway("127.0.0.1, 198.51.100.2, 203.0.113.3").handshake(token());
                var third = throughGateway("198.51.100.3, 203.0.113.3").handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
        }
    }

    @Test
    void gatewaysBeforeTheGatewayAreLookedThrough() {
        try (var first = throughGateway("203.0.113.4, 10.1.2.3").handshake(token());
                var second = throughGateway("203.0.113.4, 10.3.2.1").handshake(token());
                var third = throughGateway("203.0.113.4").handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.3,X-Forwarded-For: 203.0.113.",
        "127.0.0.4,Forwarded: for=203.0.113.",
        "127.0.0.5,X-Real-IP: 203.0.113."
    })
    void nobodyElseIsBelievedWhereHeSaysHeComesFrom(String stranger, String header) {
        var port = this.chatter.port();
        try (var first = Visitor.from(stranger, port, header + "11\r\n").handshake(token());
                var second = Visitor.from(stranger, port, header + "12\r\n").handshake(token());
                var third = Visitor.from(stranger, port, header + "13\r\n").handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
        }
    }

    @Test
    void gatewayAloneSaysThatARequestWasEncrypted() {
        var secure = "X-Forwarded-Proto: https\r\n";
        var port = this.chatter.port();
        try (var believed =
                        Visitor.from(GuardedTest.GATEWAY, port, secure)
                                .request("GET", "/healthz", "none");
                var stranger =
                        Visitor.from("127.0.0.6", port, secure)
                                .request("GET", "/healthz", "none")) {
            assertThat(believed.header("Strict-Transport-Security")).isNotEmpty();
            assertThat(stranger.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void portsOfClientsAreNoPartOfTheirAddresses() {
        for (var client : List.of("203.0.113.30", "[2001:db8:0:30::1]")) {
            var other = client.replace("30", "31");
            try (var first = throughGateway(client + ":1001").handshake(token());
                    var second = throughGateway(client + ":1002, 10.1.2.3:80").handshake(token());
                    var third = throughGateway(client + ":1003").handshake(token());
                    var fourth = throughGateway(other + ":1001").handshake(token())) {
                assertThat(first.status()).isEqualTo(101);
                assertThat(second.status()).isEqualTo(101);
                assertThat(third.status()).isEqualTo(429);
                assertThat(fourth.status()).isEqualTo(101);
            }
        }
        try (var bracketed = throughGateway("[2001:db8:0:32::1]").handshake(token());
                var bare = throughGateway("2001:db8:0:32::2").handshake(token());
                var third = throughGateway("[2001:db8:0:32::3]:9").handshake(token())) {
            assertThat(bracketed.status()).isEqualTo(101);
            assertThat(bare.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
        }
    }

    @Test
    void networkOfVersionSixIsOneAddress() {
        try (var first = throughGateway("2001:db8:0:1::1").handshake(token());
                var second = throughGateway("2001:db8:0:1:ffff::2").handshake(token());
                var third = throughGateway("2001:db8:0:1:8000::3").handshake(token());
                var other = throughGateway("2001:db8:0:2::1").handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
            assertThat(other.status()).isEqualTo(101);
        }
    }

    @Test
    void whatIsNoAddressIsOneLikeAnyOther() {
        try (var first = throughGateway("a\tb").handshake(token());
                var second = throughGateway("[1.2.3.4:5").handshake(token());
                var third = throughGateway("x".repeat(1000)).handshake(token())) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            assertThat(third.status()).isEqualTo(429);
        }
    }

    @Test
    void guessesAtTokensEnd() {
        var guessing = throughGateway("203.0.113.20");
        for (var i = 0; i < GuardedTest.REFUSALS; i++) {
            assertThat(status(guessing.handshake("guess" + i))).isEqualTo(403);
        }
        var token = token();
        assertThat(status(guessing.handshake(token))).isEqualTo(429);
        assertThat(status(throughGateway("203.0.113.21").handshake(token))).isEqualTo(101);
    }

    @Test
    void guessesAtBearersEndBeforeUaclIsAsked() {
        var guessing = throughGateway("203.0.113.22");
        for (var i = 0; i < GuardedTest.REFUSALS; i++) {
            assertThat(status(guessing.request("GET", "/connections", "Bearer guess" + i)))
                    .isEqualTo(401);
        }
        var guest = this.neighbours.person("guest", "doors");
        assertThat(status(guessing.request("GET", "/connections", guest.bearer()))).isEqualTo(429);
        assertThat(this.neighbours.questionsAbout(guest)).isZero();
    }

    @Test
    void guessesAtTheSecretEnd() {
        var guessing = throughGateway("203.0.113.23");
        for (var i = 0; i < GuardedTest.REFUSALS; i++) {
            assertThat(status(guessing.request("POST", "/user/suspend", "guess"))).isEqualTo(401);
        }
        assertThat(status(guessing.request("POST", "/user/suspend", Neighbours.SECRET)))
                .isEqualTo(429);
        assertThat(
                        status(
                                throughGateway("203.0.113.24")
                                        .request("POST", "/user/suspend", Neighbours.SECRET)))
                .isEqualTo(400);
    }
}
