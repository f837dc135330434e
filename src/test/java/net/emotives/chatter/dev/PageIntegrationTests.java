package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.dev.Window.Look;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** The try-out as people use it: its page, in a real browser, against the running service. */
@ExtendWith(OnStage.class)
class PageIntegrationTests {

    private final Stage stage;

    PageIntegrationTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void letsTwoPeopleTalkAndSeeEachOtherComeAndGo() {
        try (var alice = this.stage.enter("alice", "talk")) {
            var bob = this.stage.enter("bob", "talk");
            alice.seesOnline("bob");
            bob.seesOnline("alice");

            alice.talkTo("bob").say("Hello bob");
            assertThat(bob.person("alice").locator(".badge")).hasText("1");
            assertThat(bob.page()).hasTitle("(1) bob · chatter");
            bob.talkTo("alice").sees("Hello bob");
            assertThat(bob.person("alice").locator(".badge")).isHidden();
            bob.say("Hello alice");
            alice.sees("Hello alice");
            assertThat(alice.at("#announcer")).hasText("bob: Hello alice");
            alice.picture("talk-wide-light");

            bob.close();
            alice.seesOffline("bob");
        }
    }

    @Test
    void worksWithoutAMouse() {
        try (var bob = this.stage.enter("bert", "keys");
                var alice = this.stage.open("amy", "keys", Look.WIDE)) {
            var keys = alice.page().keyboard();
            keys.press("Enter");
            assertThat(alice.at("#filter")).isFocused();
            alice.seesOnline("bert");
            keys.press("ArrowDown");
            assertThat(alice.person("bert")).isFocused();
            keys.press("Enter");
            assertThat(alice.at("#draft")).isFocused();
            keys.type("First line");
            keys.press("Shift+Enter");
            keys.type("second line");
            keys.press("Enter");
            bob.talkTo("amy").sees("First line\nsecond line");
            bob.say("Read by keys");
            alice.sees("Read by keys");

            keys.press("Shift+Tab");
            keys.press("Shift+Tab");
            assertThat(alice.message("Read by keys").locator(".more")).isFocused();
            keys.press("ArrowUp");
            assertThat(alice.message("First line").locator(".more")).isFocused();
            keys.press("Enter");
            assertThat(alice.at("#actions button").first()).isFocused();
            keys.press("ArrowDown");
            keys.press("Escape");
            assertThat(alice.message("First line").locator(".more")).isFocused();
            keys.press("Shift+Tab");
            assertThat(alice.at("#scroll")).isFocused();
            keys.press("Shift+Tab");
            assertThat(alice.at("#bell")).isFocused();
            keys.press("Enter");
            assertThat(alice.at("#told-close")).isFocused();
            keys.press("Escape");
            assertThat(alice.at("#bell")).isFocused();
        }
    }

    @Test
    void showsWhatNotifWasTold() {
        try (var alice = this.stage.enter("abel", "told");
                var bob = this.stage.enter("told bob", "told")) {
            alice.talkTo("told bob").say("You will hear of this");
            bob.at("#bell").click();
            var told = bob.at("#told-list li").first();
            assertThat(told).containsText("New message!");
            assertThat(told).containsText("abel messaged you: You will hear of this");
            told.locator("button").click();
            bob.sees("You will hear of this");
            bob.picture("told-wide-light");
        }
    }

    @Test
    void showsARefusalAtTheMessageItIsAbout() {
        try (var alice = this.stage.enter("agnes", "refusal");
                var bob = this.stage.enter("bruno", "refusal")) {
            alice.sendsAnything();
            alice.talkTo("bruno").say("x".repeat(8_001));
            var failed = alice.at(".pending[data-state=failed]");
            assertThat(failed.locator(".fate")).containsText("8000");
            alice.picture("refused-wide-light");
            failed.locator(".edit").click();
            assertThat(failed).hasCount(0);
            assertThat(alice.at("#draft")).hasValue("x".repeat(8_001));
            alice.say("Short enough");
            bob.talkTo("agnes").sees("Short enough");
        }
    }

    @Test
    void opensASecondWindowForSomebodyElse() {
        try (var alice = this.stage.enter("alice", "second")) {
            var second =
                    alice.page().context().waitForPage(() -> alice.at("#second-window").click());
            assertThat(second.locator("#login-name")).hasValue("bob");
            assertThat(second.locator("#login-group")).hasValue("second");
            second.keyboard().press("Enter");
            alice.seesOnline("bob");
            assertThat(second.locator("#me-name")).hasText("bob");
            assertThat(alice.at("#me-name")).hasText("alice");
        }
    }

    @Test
    void comesInAgainByItselfWhenTheBearerIsNoLongerAccepted() {
        try (var alice = this.stage.enter("alice", "renewal")) {
            alice.page()
                    .evaluate(
                            """
                            () => {
                              const session = JSON.parse(sessionStorage.getItem('chatter.session'));
                              session.bearer = 'of.another.uacl';
                              sessionStorage.setItem('chatter.session', JSON.stringify(session));
                            }
                            """);
            alice.page().reload();
            assertThat(alice.at("#me-state")).hasText("connected · renewal");
        }
    }

    @Test
    void tellsWhatIsWrongWithAName() {
        try (var window = this.stage.open("al", "names", Look.NARROW)) {
            window.page().keyboard().press("Enter");
            assertThat(window.at("#login-error")).hasText("A name has 3 to 100 characters.");
            window.picture("login-narrow-dark");
        }
    }

    @Test
    void letsInPeopleWhoseNamesHaveAnyLetters() {
        try (var window = this.stage.open("x", "letters", Look.WIDE);
                var friend = this.stage.enter("жанна д", "letters")) {
            window.write("#login-name", "Jörg Öz").comeIn();
            assertThat(window.at("#me-name")).hasText("jörg öz");
            assertThat(window.at("#me-avatar")).hasText("jö");
            window.talkTo("жанна д").say("Привет");
            friend.talkTo("jörg öz").sees("Привет");
            friend.say("שלום jörg");
            window.sees("שלום jörg");
            assertThat(window.message("שלום").locator(".body")).hasCSS("direction", "rtl");
            assertThat(window.message("Привет").locator(".body")).hasCSS("direction", "ltr");
            // A family and a flag are one letter each, of several code points.
            friend.makeRoom("👩‍👩‍👧‍👦🇩🇪", false);
            assertThat(friend.at("#peer-avatar")).hasText("👩‍👩‍👧‍👦🇩🇪");
            friend.makeRoom("👩‍👩‍👧‍👦🇩🇪🎉 🇫🇷", false);
            assertThat(friend.at("#peer-avatar")).hasText("👩‍👩‍👧‍👦🇫🇷");
        }
    }

    @Test
    void keepsWhatIsOpenAndWhatIsWrittenOverAReload() {
        try (var alice = this.stage.enter("alexa", "reload");
                var bob = this.stage.enter("bruce", "reload", Look.NARROW)) {
            alice.makeRoom("Reading club", false).say("First");
            alice.sees("First");
            alice.choose("First", "Reply");
            alice.page().keyboard().type("Half a sen");
            alice.page().reload();
            assertThat(alice.at("#peer-name")).hasText("Reading club");
            assertThat(alice.at("#draft")).hasValue("Half a sen");
            assertThat(alice.at("#editing-what")).hasText("Reply to alexa: First");
            assertThat(alice.at("#draft")).isFocused();
            alice.page().keyboard().type("tence");
            alice.page().keyboard().press("Enter");
            assertThat(alice.message("Half a sentence").locator(".quote")).hasCount(1);
            alice.page().reload();
            assertThat(alice.at("#draft")).hasValue("");
            alice.talkTo("bruce").say("Hi");
            bob.talkTo("alexa").sees("Hi");
            bob.page().reload();
            bob.sees("Hi");
            alice.page().reload();
            assertThat(alice.at("#peer-name")).hasText("bruce");
        }
    }

    @Test
    void tellsOfAFailureAsLongAsItLasts() {
        try (var alice = this.stage.enter("astro", "failure")) {
            alice.page().route("**/connections*", route -> route.abort());
            assertThat(alice.at("#alert")).containsText("Who is here could not be read");
            alice.page().unroute("**/connections*");
            assertThat(alice.at("#alert")).isHidden();
        }
    }

    @Test
    void takesNothingFromAMessageButTextAndSafeAddresses() {
        try (var alice = this.stage.enter("anton", "safety");
                var bob = this.stage.enter("bella", "safety")) {
            alice.talkTo("bella").say("<img src=x onerror=alert(1)> https://example.org/a");
            bob.talkTo("anton").sees("<img src=x onerror=alert(1)>");
            assertThat(bob.at(".message a")).hasAttribute("href", "https://example.org/a");
            assertThat(bob.at(".message img")).hasCount(0);

            alice.at("#attach-toggle").click();
            alice.write("#image", "javascript:alert(1)");
            alice.page().keyboard().press("Enter");
            bob.sees("Image: javascript:alert(1)");
            assertThat(bob.at(".message a")).hasCount(1);

            alice.at("#attach-toggle").click();
            alice.write("#image", "/dev/icon.svg");
            alice.page().keyboard().press("Enter");
            assertThat(bob.at(".message img")).hasAttribute("alt", "Image from anton");
        }
    }

    @Test
    void showsOnePaneAtATimeWhereItIsNarrow() {
        try (var alice = this.stage.enter("arthur", "narrow", Look.NARROW);
                var bob = this.stage.enter("betty", "narrow")) {
            alice.seesOnline("betty");
            alice.picture("people-narrow-dark");
            alice.talkTo("betty").say("From a small screen");
            bob.talkTo("arthur").sees("From a small screen");
            bob.say("To a small screen");
            alice.sees("To a small screen");
            assertThat(alice.at("#people")).isHidden();
            alice.picture("talk-narrow-dark");
            alice.at("#bell").click();
            assertThat(alice.at("#told-list")).isVisible();
            assertThat(alice.at("#messages")).isHidden();
            alice.at("#told-back").click();
            assertThat(alice.at("#messages")).isVisible();
            alice.page().goBack();
            assertThat(alice.at("#people")).isVisible();
            assertThat(alice.at("#messages")).isHidden();
            for (var selector : List.of("html", "body")) {
                var overflow = "node => node.scrollWidth > node.clientWidth";
                assertThat(alice.at(selector).evaluate(overflow)).isEqualTo(false);
            }
        }
    }
}
