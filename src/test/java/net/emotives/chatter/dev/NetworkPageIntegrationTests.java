package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;

/** What people see of a network that goes away and comes back. */
@ExtendWith(OnStage.class)
class NetworkPageIntegrationTests {

    private final Stage stage;

    NetworkPageIntegrationTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void comesBackByItselfAndFindsWhatItMissed() {
        try (var alice = this.stage.enterByCable("ada", "cable");
                var bob = this.stage.enter("boris", "cable")) {
            var tokens = new ArrayList<String>();
            alice.page().onWebSocket(socket -> tokens.add(socket.url()));
            alice.talkTo("boris").say("Before");
            bob.talkTo("ada").sees("Before");

            this.stage.cable().cut();
            assertThat(alice.at("#banner")).isVisible();
            alice.picture("lost-wide-light");
            bob.seesOffline("ada");
            bob.say("Missed by alice");
            bob.sees("Missed by alice");
            alice.say("Said while away");
            assertThat(alice.at(".pending .fate .text")).hasText("Waits for the connection");

            this.stage.cable().mend();
            alice.sees("Missed by alice");
            bob.sees("Said while away");
            bob.say("After");
            alice.seesOnly("Before", "Missed by alice", "Said while away", "After");
            bob.seesOnly("Before", "Missed by alice", "Said while away", "After");
            assertThat(tokens).isNotEmpty().doesNotHaveDuplicates();
        } finally {
            this.stage.cable().mend();
        }
    }

    @Test
    void sendsOnceAndInOrderWhatWasWrittenBeforeAReload() {
        try (var alice = this.stage.enter("carla", "switch");
                var bob = this.stage.enter("boris", "switch")) {
            alice.talkTo("boris").say("Before");
            bob.talkTo("carla").sees("Before");

            alice.switchNetwork();
            assertThat(alice.at("#banner")).containsText("You cut the network");
            bob.seesOffline("carla");
            bob.say("Missed");
            bob.sees("Missed");
            alice.say("First");
            alice.say("Second");
            alice.say("Third");
            assertThat(alice.at(".pending")).hasCount(3);
            alice.picture("cut-wide-light");

            alice.page().reload();
            assertThat(alice.at("#banner")).containsText("You cut the network");
            alice.switchNetwork();
            alice.talkTo("boris");
            alice.seesOnly("Before", "Missed", "First", "Second", "Third");
            bob.seesOnly("Before", "Missed", "First", "Second", "Third");
            assertThat(alice.at(".pending")).hasCount(0);

            alice.page().reload();
            alice.talkTo("boris").seesOnly("Before", "Missed", "First", "Second", "Third");
        }
    }

    @Test
    void showsWhatWaitsAgainWhereThePageWasReloadedWithoutANetwork() {
        try (var alice = this.stage.enter("carol", "waits");
                var bob = this.stage.enter("bilbo", "waits")) {
            bob.seesOnline("carol");
            alice.talkTo("bilbo").say("Before");
            alice.sees("Before");
            bob.talkTo("carol").sees("Before");
            alice.switchNetwork();
            alice.say("Kept");
            alice.page().navigate(alice.page().url().replaceFirst("\\?.*", "?talking-to=bilbo"));
            assertThat(alice.at(".pending .text").first()).hasText("Kept");
            alice.switchNetwork();
            alice.seesOnly("Before", "Kept");
            bob.seesOnly("Before", "Kept");
        }
    }

    @Test
    void losesAndDoublesNothingWhileTheCableIsCutAgainAndAgain() {
        try (var alice = this.stage.enterByCable("astrid", "again");
                var bob = this.stage.enter("bernd", "again")) {
            alice.talkTo("bernd").say("Begin");
            bob.talkTo("astrid").sees("Begin");
            var said = new ArrayList<String>();
            said.add("Begin");
            for (var round = 1; round <= 5; round++) {
                for (var number = 1; number <= 4; number++) {
                    var text = "Round %d, number %d".formatted(round, number);
                    alice.say(text);
                    said.add(text);
                }
                this.stage.cable().cut();
                assertThat(alice.at("html")).not().hasAttribute("data-connection", "open");
                this.stage.cable().mend();
                alice.page().evaluate("() => dispatchEvent(new Event('online'))");
                assertThat(alice.at("html")).hasAttribute("data-connection", "open");
            }
            bob.seesOnly(said.toArray(String[]::new));
            alice.seesOnly(said.toArray(String[]::new));
        } finally {
            this.stage.cable().mend();
        }
    }
}
