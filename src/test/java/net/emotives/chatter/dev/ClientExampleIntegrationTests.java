package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example of docs/client.md, as it stands there. */
@ExtendWith(OnStage.class)
class ClientExampleIntegrationTests {

    private static final String WORKER =
            """
            (address) => new Promise((done, fail) => {
              const source = `
                import { Chatter } from '${address}chatter.js';
                onmessage = ({ data: { username, bearer } }) => {
                  const headers = { Authorization: 'Bearer ' + bearer };
                  const token = async () => (await (await fetch('${address}ws_token', { headers })).json()).result.token;
                  const chatter = new Chatter({ user: username, token });
                  chatter.addEventListener('state', ({ detail }) => detail.state === 'connecting' || postMessage(detail.state));
                  chatter.start();
                };`;
              const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
              worker.onmessage = ({ data }) => done(data);
              worker.onerror = ({ message }) => fail(new Error(message));
              worker.postMessage(JSON.parse(sessionStorage.getItem('chatter.session')));
            })
            """;

    private final Stage stage;

    ClientExampleIntegrationTests(Stage stage) {
        this.stage = stage;
    }

    private static String example() throws IOException {
        var page = Files.readString(Path.of("docs/client.md"));
        var begin = page.indexOf("```html\n") + "```html\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    /**
     * Opens the example in the place of another page, in the window of somebody who has come in.
     */
    private void open(Page page, String friend) throws IOException {
        page.navigate(this.stage.address() + "healthz?with=" + friend);
        page.setContent(example());
        assertThat(page.locator("#state")).hasText("open");
    }

    private static void say(Page page, String text) {
        page.locator("#text").focus();
        page.keyboard().type(text);
        page.keyboard().press("Enter");
    }

    @Test
    void letsTwoPeopleTalk() throws IOException {
        try (var xenia = this.stage.enter("xenia", "example");
                var yuri = this.stage.enter("yuri", "example")) {
            open(xenia.page(), "yuri");
            say(xenia.page(), "Hello");
            assertThat(xenia.at("li")).hasText("xenia: Hello");
            open(yuri.page(), "xenia");
            assertThat(xenia.at("li")).hasText("xenia: Hello ✓✓");
            say(yuri.page(), "Hi");
            assertThat(xenia.at("li")).hasText(new String[] {"xenia: Hello ✓✓", "yuri: Hi"});
        }
    }

    /** A worker made of a text has no window, no document, no storage and no address of its own. */
    @Test
    void runsInAWorker() {
        try (var zoe = this.stage.enter("zoe", "example")) {
            zoe.page().navigate(this.stage.address() + "healthz");
            var state = zoe.page().evaluate(WORKER, this.stage.address());
            org.assertj.core.api.Assertions.assertThat(state).isEqualTo("open");
        }
    }
}
