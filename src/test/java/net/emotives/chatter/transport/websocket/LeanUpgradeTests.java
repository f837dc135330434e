package net.emotives.chatter.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerContainer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the container is given of a request, which it keeps as long as the socket is open. */
class LeanUpgradeTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws");
    private @Nullable HttpServletRequest given;

    @BeforeEach
    void upgrade() {
        this.request.setQueryString("token=secret");
        this.request.setParameter("token", "secret");
        this.request.addHeader("Cookie", "something long");
        this.request.addHeader("Sec-WebSocket-Key", "key");
        Objects.requireNonNull(this.request.getServletContext())
                .setAttribute(ServerContainer.class.getName(), container());
        new LeanUpgrade()
                .upgrade(
                        new ServletServerHttpRequest(this.request),
                        new ServletServerHttpResponse(new MockHttpServletResponse()),
                        null,
                        List.of(),
                        null,
                        new AbstractWebSocketHandler() {},
                        Map.of());
    }

    private Object container() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServerContainer.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("upgradeHttpToWebSocket")) {
                        this.given = (HttpServletRequest) arguments[0];
                    }
                    return null;
                });
    }

    @Test
    void whatIsAskedForAlone() {
        var given = Objects.requireNonNull(this.given);

        assertThat(given.getRequestURI()).isEqualTo("/ws");
        assertThat(given.getHeader("Sec-WebSocket-Key")).isEqualTo("key");
    }

    @Test
    void nothingThatWouldBeListedToBeKept() {
        var given = Objects.requireNonNull(this.given);

        assertThat(given.getHeaderNames().hasMoreElements()).isFalse();
        assertThat(given.getParameterMap()).isEmpty();
        assertThat(given.getQueryString()).isNull();
    }
}
