package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;

import net.emotives.chatter.dev.Window.Look;
import net.emotives.chatter.testing.AsyncApi;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.OpenApi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

/** The documentation of the socket, as people read it and as programs fetch it. */
@ChatterTest
@ExtendWith(OnStage.class)
@TestPropertySource(properties = "chatter.web.documents=true")
@Import({DevPage.class, DocsPage.class})
class DocsPageIntegrationTests {

    @Autowired private Chatter chatter;

    static Stream<Arguments> looks() {
        return Stream.of(Arguments.of("wide", Look.WIDE), Arguments.of("narrow", Look.NARROW));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void showsEveryFrame(String name, Look look, Browser browser) {
        var document = AsyncApi.document();
        var failures = new ArrayList<String>();
        var page = open(browser, look);
        page.onPageError(failures::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                failures.add(message.text());
            }
        });
        page.navigate("http://127.0.0.1:" + this.chatter.port() + "/docs");
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
        picture(page, "docs-" + name);
        assertThat(page.locator("html").evaluate("node => node.scrollWidth > node.clientWidth"))
                .isEqualTo(false);
        assertThat(failures).isEmpty();
        page.context().close();
    }

    private static Page open(Browser browser, Look look) {
        return browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.colours()))
                .newPage();
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", name + ".png")));
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
