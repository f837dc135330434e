package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

import net.emotives.chatter.dev.Window.Look;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
            alice.at("#invited").fill("boris");
            alice.at("#invite button").click();
            assertThat(alice.at("#members-list li")).hasCount(2);
            alice.at("#invited").fill("carol");
            alice.at("#invite button").click();
            assertThat(alice.at("#members-list li")).hasCount(3);

            alice.at("#draft").fill("Where to?");
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
            assertThat(bob.person("Summer trip")).hasCount(0);
            assertThat(bob.at("#welcome")).isVisible();
            assertThat(carol.at("#members-list li")).hasCount(2);
            carol.at("#leave-room").click();
            assertThat(carol.person("Summer trip")).hasCount(0);
            assertThat(alice.at("#members-list li")).hasCount(1);
        }
    }

    @Test
    void letsPeopleOfTheGroupJoinAPublicRoom() {
        try (var alice = this.stage.enter("agnes", "public", Look.DARK);
                var bob = this.stage.enter("bodo", "public")) {
            alice.makeRoom("Coffee kitchen", true).say("Coffee is ready");
            alice.sees("Coffee is ready");
            bob.at("#new-room").click();
            bob.at("#join-id").fill("nothing there");
            bob.page().keyboard().press("Enter");
            assertThat(bob.at("#join-room .error")).not().isEmpty();
            bob.picture("join-wide-light");
            bob.at("#join-id").fill("coffee-kitchen");
            bob.page().keyboard().press("Enter");
            assertThat(bob.at("#peer-name")).hasText("Coffee kitchen");
            bob.sees("Coffee is ready");
            bob.say("Coming");
            alice.sees("Coming");
            assertThat(alice.at("#peer-state")).hasText("2 members, 2 online");
            alice.at("#members-toggle").click();
            assertThat(alice.at("#room-id")).hasText("coffee-kitchen");
            alice.picture("members-wide-dark");
        }
    }
}
