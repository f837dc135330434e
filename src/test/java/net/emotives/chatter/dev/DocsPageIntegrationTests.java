package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import net.emotives.chatter.dev.Window.Look;
import net.emotives.chatter.testing.AsyncApi;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.OpenApi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** The documentation of the socket, as people read it and as programs fetch it. */
@ExtendWith(OnStage.class)
class DocsPageIntegrationTests {

    private final Stage stage;
    private final Chatter chatter;

    DocsPageIntegrationTests(Stage stage) {
        this.stage = stage;
        this.chatter = new Chatter(stage.port());
    }

    @Test
    void showsEveryFrame() {
        var document = AsyncApi.document();
        var failures = new ArrayList<String>();
        var page = this.stage.browser().newPage();
        page.onPageError(failures::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                failures.add(message.text());
            }
        });
        page.navigate(this.stage.address() + "docs");
        assertThat(page.locator("h1")).hasText("The socket of chatter");

        var text = page.locator("main").textContent();
        for (var message : document.at("/components/messages")) {
            for (var example : message.get("examples")) {
                assertThat(text).contains(example.get("payload").toString());
            }
        }
        for (var code : document.at("/components/schemas/errorCode/enum")) {
            assertThat(text).contains(code.asString());
        }
        assertThat(text).contains("4000 slow_consumer").doesNotContain("undefined", "`", "[object");
        var send = page.locator("#send");
        assertThat(send.locator("tr:has-text('client_id') .type").first())
                .hasText("string, 1–64 characters");
        assertThat(send).containsText("Either room, or to");
        for (var look : List.of(Look.WIDE, Look.NARROW)) {
            page.setViewportSize(look.width(), look.height());
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colours()));
            Chromium.picture(page, "docs-" + look.width(), true);
            assertThat(page.locator("html").evaluate("node => node.scrollWidth > node.clientWidth"))
                    .isEqualTo(false);
        }
        assertThat(failures).isEmpty();
        page.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openapi.yaml",
                "asyncapi.yaml",
                "asyncapi/requests.yaml",
                "asyncapi/values.yaml"
            })
    void servesTheFilesOfTheDocuments(String file) {
        var answer = this.chatter.get("/docs/" + file, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/yaml");
        assertThat(answer.body()).isNotBlank();
    }

    @Test
    void servesEachDocumentAsOneFile() {
        var answer = this.chatter.get("/docs/asyncapi.json", null);
        assertThat(answer.json()).isEqualTo(AsyncApi.document());
        assertThat(this.chatter.get("/docs/openapi.json", null).json())
                .isEqualTo(OpenApi.document());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asyncapi/none.yaml",
                "asyncapi/..%2fapplication.yaml",
                "asyncapi/%2e%2e%2fapplication.yaml",
                "asyncapi/../application.yaml",
                "application.yaml"
            })
    void servesNoOtherFile(String file) {
        assertThat(this.chatter.get("/docs/" + file, null).status()).isIn(400, 404);
    }
}
