package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Long conversations on the page: start of the unread messages, history before it, quotations in
 * replies.
 */
@ExtendWith(OnStage.class)
class ReadingPageIntegrationTests {

    private static final String FIRST_IN_VIEW =
            """
            scroll => {
              const { top } = scroll.getBoundingClientRect();
              const messages = [...scroll.querySelectorAll('.message')];
              const first = messages.find(message => message.getBoundingClientRect().bottom > top);
              return first.querySelector('.text').textContent;
            }
            """;

    private final Stage stage;

    ReadingPageIntegrationTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void opensWhereTheUnreadBeginAndReadsWhatIsSeenAlone() {
        try (var bob = this.stage.enter("rudi", "unread");
                var alice = this.stage.enter("rita", "unread")) {
            bob.talkTo("rita").say("Before");
            alice.talkTo("rudi").sees("Before");
            bob.seesFate("Before", "read");
            bob.talkTo("rudi");
            this.stage.talks("rita", "rudi", 150);
            assertThat(bob.person("rita").locator(".badge")).hasText("99+");

            bob.talkTo("rita");
            assertThat(bob.at(".unread-line")).isInViewport();
            assertThat(bob.at(".unread-line + .message")).containsText("Message 001");
            assertThat(bob.message("Before")).isInViewport();
            bob.picture("unread-wide-light");
            await().until(() -> this.stage.read("rudi", "rita") > 1);
            assertThat(this.stage.read("rudi", "rita")).isLessThan(50);
            alice.seesFate("Message 150", "delivered");

            // A new message does not scroll the list.
            alice.say("One more");
            assertThat(bob.at("#newer")).containsText("new");
            assertThat(bob.at(".unread-line")).isInViewport();

            bob.at("#scroll").focus();
            bob.page().keyboard().press("End");
            assertThat(bob.message("One more")).isInViewport();
            assertThat(bob.person("rita").locator(".badge")).isHidden();
            alice.seesFate("One more", "read");
        }
    }

    @Test
    void loadsHistoryInBothDirectionsWhileScrollingAndStaysInPlace() {
        try (var bob = this.stage.enter("sven", "scroll");
                var alice = this.stage.enter("sara", "scroll")) {
            this.stage.talks("sven", "sara", 300);
            alice.talkTo("sven").say("The newest");
            alice.seesFate("The newest", "delivered");
            // A page that received all messages as pushes would have nothing to load.
            bob.page().reload();
            bob.talkTo("sara").sees("The newest");
            assertThat(bob.message("Message 210")).hasCount(0);
            assertThat(bob.message("The newest")).isInViewport();

            // Upwards, screen by screen: what was in view stays in view while older ones come.
            bob.at("#scroll").focus();
            bob.page().keyboard().press("Home");
            assertThat(bob.message("Message 210")).hasCount(1);
            var seen = (String) bob.at("#scroll").evaluate(FIRST_IN_VIEW);
            assertThat(Integer.parseInt(seen.substring("Message ".length()))).isBetween(210, 285);
            while (!bob.at("#beginning").isVisible()) {
                bob.page().keyboard().press("Home");
            }
            bob.sees("Message 001");

            // A reply to the first one leads there from afar, and back to the end by scrolling.
            bob.choose("Message 003", "Reply");
            bob.page().keyboard().type("An answer");
            bob.page().keyboard().press("Enter");
            bob.sees("An answer");
            alice.page().reload();
            alice.sees("An answer");
            assertThat(alice.at("[data-sequence='3']")).hasCount(0);
            var quote = alice.message("An answer").locator(".quote");
            assertThat(quote).hasText("svenMessage 003");
            alice.picture("reply-wide-light");
            quote.focus();
            alice.page().keyboard().press("Enter");
            assertThat(alice.at("[data-sequence='3']")).isInViewport();
            assertThat(alice.at("[data-sequence='3'] .more")).isFocused();
            assertThat(alice.message("An answer")).hasCount(0);
            bob.choose("Message 004", "👍");
            assertThat(alice.message("Message 004").locator(".reactions")).hasText("👍 1");
            alice.at("#scroll").focus();
            while (alice.message("An answer").count() == 0) {
                alice.page().keyboard().press("End");
            }
            alice.page().keyboard().press("End");
            assertThat(alice.message("An answer")).isInViewport();
            assertThat(alice.at("#newer")).isHidden();
        }
    }
}
