package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

import net.emotives.chatter.dev.Window.Look;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.regex.Pattern;

/** Rooms of many, receipts, and what is done with messages after they were said. */
@ExtendWith(OnStage.class)
class TalkPageIntegrationTests {

    private final Stage stage;

    TalkPageIntegrationTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void showsWhoGotAndWhoReadAMessage() {
        try (var alice = this.stage.enter("alma", "receipts");
                var bob = this.stage.enter("bert", "receipts")) {
            bob.seesOnline("alma");
            bob.switchNetwork();
            alice.seesOffline("bert");
            alice.talkTo("bert").say("Are you there?");
            alice.seesFate("Are you there?", "sent");
            bob.switchNetwork();
            alice.seesFate("Are you there?", "delivered");
            assertThat(bob.person("alma").locator(".badge")).hasText("1");
            bob.talkTo("alma").sees("Are you there?");
            alice.seesFate("Are you there?", "read");
        }
    }

    @Test
    void showsWhoIsWriting() {
        try (var alice = this.stage.enter("anja", "typing");
                var bob = this.stage.enter("bruno", "typing")) {
            bob.talkTo("anja").say("Write to me");
            alice.talkTo("bruno").sees("Write to me");
            alice.at("#draft").pressSequentially("I am wri");
            assertThat(bob.at("#typing")).hasText("anja is writing…");
            bob.picture("typing-wide-light");
            alice.page().keyboard().press("Enter");
            bob.sees("I am wri");
            assertThat(bob.at("#typing")).isEmpty();
        }
    }

    @Test
    void showsOnTheOtherSideWhatWasEditedReactedToAndDeleted() {
        try (var alice = this.stage.enter("andy", "changes");
                var bob = this.stage.enter("bella", "changes")) {
            alice.talkTo("bella").say("Helo");
            alice.say("Nonsense");
            bob.talkTo("andy").sees("Helo");

            alice.choose("Helo", "Edit");
            assertThat(alice.at("#draft")).hasValue("Helo");
            alice.say("Hello");
            bob.seesOnly("Hello", "Nonsense");
            assertThat(bob.message("Hello").locator(".stamp")).containsText("edited");

            bob.choose("Hello", "👍");
            assertThat(alice.message("Hello").locator(".reactions")).hasText("👍 1");
            alice.message("Hello").locator(".reactions button").click();
            assertThat(bob.message("Hello").locator(".reactions")).hasText("👍 2");
            bob.message("Hello").locator(".reactions button").click();
            assertThat(alice.message("Hello").locator(".reactions")).hasText("👍 1");

            alice.message("Hello").locator(".more").click();
            alice.picture("menu-wide-light");
            alice.page().keyboard().press("Escape");
            alice.choose("Nonsense", "Delete");
            alice.at("#actions").getByText("Delete for everybody?").click();
            bob.seesOnly("Hello", "Message deleted");
            alice.seesOnly("Hello", "Message deleted");
            alice.picture("changes-wide-light");
            bob.page().reload();
            bob.talkTo("andy").seesOnly("Hello", "Message deleted");
            assertThat(bob.message("Hello").locator(".reactions")).hasText("👍 1");
        }
    }

    @Test
    void keepsNotesToOneself() {
        try (var alice = this.stage.enter("adele", "notes")) {
            alice.talkTo("adele").say("Buy milk");
            alice.sees("Buy milk");
            alice.page().reload();
            alice.talkTo("adele").seesOnly("Buy milk");
            assertThat(alice.person("adele").locator(".preview")).hasText("Buy milk");
            assertThat(alice.person("adele").locator(".badge")).isHidden();
        }
    }

    @Test
    void letsThreeTalkInARoom() {
        try (var alice = this.stage.enter("anna", "three");
                var bob = this.stage.enter("boris", "three");
                var carol = this.stage.enter("carol", "three", Look.NARROW)) {
            alice.seesOnline("boris");
            alice.makeRoom("Summer trip", false);
            alice.at("#members-toggle").click();
            var keys = alice.page().keyboard();
            keys.press("Tab");
            keys.type("boris");
            keys.press("Enter");
            assertThat(alice.at("#members-list li")).hasCount(2);
            keys.type("carol");
            keys.press("Tab");
            keys.press("Space");
            assertThat(alice.at("#members-list li")).hasCount(3);
            assertThat(alice.at(".happened").last()).hasText("You added carol");

            alice.write("#draft", "Where to?");
            alice.at("#send").click();
            alice.seesFate("Where to?", "delivered");
            bob.talkTo("Summer trip").sees("Where to?");
            carol.picture("rooms-narrow-dark");
            carol.talkTo("Summer trip").sees("Where to?");
            alice.seesFate("Where to?", "read");
            bob.say("The sea");
            carol.sees("The sea");
            carol.say("The mountains");
            alice.seesOnly("Where to?", "The sea", "The mountains");
            bob.seesOnly("Where to?", "The sea", "The mountains");
            alice.picture("room-wide-light");
            carol.picture("room-narrow-dark");
            carol.at("#members-toggle").click();
            assertThat(carol.at("#members-list li")).hasCount(3);
            carol.picture("members-narrow-dark");

            alice.at("#members-list li")
                    .filter(new Locator.FilterOptions().setHasText("boris"))
                    .getByText("Remove")
                    .click();
            alice.picture("remove-wide-light");
            alice.confirm("Remove boris from Summer trip?");
            assertThat(bob.at("#alert")).hasText("anna removed you from Summer trip.");
            assertThat(bob.person("Summer trip")).hasCount(0);
            assertThat(bob.at("#welcome")).isVisible();
            assertThat(carol.at("#members-list li")).hasCount(2);
            carol.at("#leave-room").click();
            carol.page().keyboard().press("Escape");
            assertThat(carol.at("#confirm")).isHidden();
            assertThat(carol.at("#members-list li")).hasCount(2);
            carol.at("#leave-room").click();
            carol.confirm("Leave Summer trip? Only a member can bring you back.");
            assertThat(carol.person("Summer trip")).hasCount(0);
            assertThat(carol.at("#alert")).isHidden();
            assertThat(alice.at("#members-list li")).hasCount(1);
            assertThat(alice.at(".happened"))
                    .hasText(
                            new String[] {
                                "You made this room",
                                "You added boris",
                                "You added carol",
                                "You removed boris",
                                "carol left"
                            });
        }
    }

    @Test
    void letsPeopleOfTheGroupJoinAPublicRoom() {
        try (var alice = this.stage.enter("agnes", "public", Look.DARK);
                var bob = this.stage.enter("bodo", "public")) {
            alice.makeRoom("Coffee kitchen", true).say("Coffee is ready");
            alice.sees("Coffee is ready");
            alice.makeRoom("Coffee bets", false);
            alice.talkTo("Coffee kitchen");
            bob.at("#new-room").click();
            assertThat(bob.at("#find-room")).isFocused();
            assertThat(bob.at("#found-rooms li")).hasCount(1);
            var keys = bob.page().keyboard();
            keys.type("tea");
            assertThat(bob.at("#found-note")).hasText("No public room begins with “tea”");
            bob.write("#find-room", "cOFF");
            assertThat(bob.at("#found-rooms .name")).hasText("Coffee kitchen");
            bob.picture("join-wide-light");
            keys.press("ArrowDown");
            keys.press("Enter");
            assertThat(bob.at("#peer-name")).hasText("Coffee kitchen");
            bob.sees("Coffee is ready");
            bob.say("Coming");
            alice.sees("Coming");
            assertThat(alice.at("#peer-state")).hasText("2 members, 2 online");
            assertThat(alice.at(".happened").last()).hasText("bodo joined");
            // A German locale has the 24-hour clock, an American English one the 12-hour clock.
            assertThat(alice.message("Coming").locator("time"))
                    .hasText(Pattern.compile("^\\d\\d:\\d\\d$"));
            assertThat(bob.message("Coming").locator("time"))
                    .hasText(Pattern.compile("^\\d+:\\d\\d.[AP]M$"));
            alice.at("#members-toggle").click();
            alice.picture("members-wide-dark");
        }
    }
}
