package net.emotives.chatter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.kernel.Rate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsPropertiesTests {

    private static ClientsProperties trusting(String proxies) {
        return new ClientsProperties(proxies, 2, new Rate(1, 0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3, 192.168.0.0/16", "fd00::/8,::1", "none"})
    void takesAddressesBlocksAndNone(String proxies) {
        assertThat(trusting(proxies).knowsClients()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10\\..*",
                "gateway",
                "10.0.0.1;10.0.0.2",
                "10.0.0.0/8,",
                "*"
            })
    void namesTheSettingThatIsWrong(String proxies) {
        assertThatThrownBy(() -> trusting(proxies))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("chatter.clients.trusted-proxies ");
    }

    @Test
    void holdsNobodyWhereNobodySaidWhoIsAGateway() {
        var addresses = new ClientAddresses(trusting(""));
        for (var i = 0; i < 10; i++) {
            addresses.opened("192.0.2.1");
            addresses.refused("192.0.2.1");
        }
        assertThatCode(() -> addresses.checkSockets("192.0.2.1")).doesNotThrowAnyException();
        assertThatCode(() -> addresses.check("192.0.2.1")).doesNotThrowAnyException();
    }
}
