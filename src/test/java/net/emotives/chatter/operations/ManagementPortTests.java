package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.kernel.StartRefused;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ManagementPortTests {

    private static MockEnvironment ports(String service, String management) {
        return new MockEnvironment()
                .withProperty("server.port", service)
                .withProperty("management.server.port", management);
    }

    @Test
    void isNotThatOfClients() {
        assertThatThrownBy(() -> new ManagementPort(ports("8080", "8080")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("MANAGEMENT_PORT");
        assertThatCode(() -> new ManagementPort(ports("8080", "8081"))).doesNotThrowAnyException();
        assertThatCode(() -> new ManagementPort(ports("80", "-1"))).doesNotThrowAnyException();
    }
}
