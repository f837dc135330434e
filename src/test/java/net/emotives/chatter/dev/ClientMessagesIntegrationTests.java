package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the client of chatter.v2 does with messages: its own, until they are there, and those of
 * others.
 */
@ExtendWith(OnStage.class)
class ClientMessagesIntegrationTests {

    private static final String NEW = ClientPage.room(0, 0, 0, false);

    private final ClientSite site;
    private ClientPage client;

    ClientMessagesIntegrationTests(ClientSite site) {
        this.site = site;
    }

    @BeforeEach
    void opensThePage() {
        this.client = this.site.open();
    }

    @AfterEach
    void closesThePage() {
        this.client.close();
    }

    private void say(String text) {
        this.client.run("void chatter.send({ room: 'r', text: '%s' })".formatted(text));
    }

    private static String own(String clientId) {
        return ",\"client_id\":\"%s\"".formatted(clientId);
    }

    private static String acknowledged(long sequence, String text, String more) {
        return "\"room\":\"r\",\"message\":%s%s"
                .formatted(ClientPage.message(sequence, "alice", text, ""), more);
    }

    @Test
    void sendsWhatAnEarlierPageCouldNotWithTheSameId() {
        say("kept");
        assertThat(this.client.stored()).hasSize(1);
        this.client.reload();
        this.client.awaits("chatter.drafts[0].state", "pending");
        this.client.start(NEW);
        var first = this.client.awaitFrame("send").path("client_id").asString();
        assertThat(first).isNotEmpty().hasSizeLessThanOrEqualTo(64);

        this.client.reload();
        this.client.start(NEW);
        var again = this.client.awaitFrame("send");
        assertThat(again.path("client_id").asString()).isEqualTo(first);
        assertThat(again.path("text").asString()).isEqualTo("kept");
        this.client.answer(again, acknowledged(1, "kept", ",\"repeated\":true"));
        this.client.awaits("chatter.drafts[0].state", "sent");
        this.client.pushSent("r", 1, "alice", "kept", own(first));
        this.client.awaits("chatter.drafts.length", 0);
        this.client.awaits("texts('r')", "kept");
        assertThat(this.client.stored()).isEmpty();
    }

    @Test
    void showsAMessageOnceWhetherTheEventOrTheAnswerComesFirst() {
        this.client.start(NEW);
        say("one");
        var one = this.client.awaitFrame("send");
        this.client.pushSent("r", 1, "alice", "one", own(one.path("client_id").asString()));
        this.client.awaits("chatter.drafts.length", 0);
        this.client.answer(one, acknowledged(1, "one", ""));
        say("two");
        var two = this.client.awaitFrame("send");
        this.client.answer(two, acknowledged(2, "two", ""));
        this.client.awaits("chatter.drafts[0].state", "sent");
        this.client.pushSent("r", 2, "alice", "two", own(two.path("client_id").asString()));
        this.client.awaits("chatter.drafts.length", 0);
        this.client.awaits("texts('r')", "one,two");
    }

    @Test
    void keepsNoDraftOfWhatWasThereBeforeItCame() {
        say("there");
        this.client.start(ClientPage.room(7, 0, 0, false));
        this.client.answer(
                this.client.awaitFrame("send"), acknowledged(5, "there", ",\"repeated\":true"));
        this.client.awaits("chatter.drafts.length", 0);
    }

    @Test
    void sendsInTheOrderOfWriting() {
        this.client.start(NEW);
        say("one");
        say("two");
        var one = this.client.awaitFrame("send");
        assertThat(this.client.waiting("send")).isZero();
        this.client.refuse(one, "rate_limited", ",\"retry_after\":20");
        this.client.pass(15);
        assertThat(this.client.waiting("send")).isZero();
        this.client.pass(10);
        var again = this.client.awaitFrame("send");
        assertThat(again.path("client_id")).isEqualTo(one.path("client_id"));
        this.client.answer(again, acknowledged(1, "one", ""));
        assertThat(this.client.awaitFrame("send").path("text").asString()).isEqualTo("two");
    }

    @Test
    void sendsAgainWhatALostConnectionLeftOpen() {
        this.client.start(NEW);
        say("one");
        var one = this.client.awaitFrame("send");
        this.client.close(1006);
        this.client.welcome(ClientPage.room(1, 0, 0, true));
        var again = this.client.awaitFrame("send");
        assertThat(again.path("client_id")).isEqualTo(one.path("client_id"));
        this.client.pushSent("r", 1, "alice", "one", own(one.path("client_id").asString()));
        this.client.answer(again, acknowledged(1, "one", ",\"repeated\":true"));
        this.client.awaits("chatter.drafts.length", 0);
        this.client.awaits("texts('r')", "one");
    }

    @Test
    void givesUpWhatIsRefusedAndSendsItAgainWhenAsked() {
        this.client.start(NEW);
        say("one");
        var one = this.client.awaitFrame("send");
        this.client.refuse(one, "not_allowed", "");
        this.client.awaits(
                "chatter.drafts[0].state + chatter.drafts[0].error.message", "failedNo.");
        this.client.reload();
        this.client.start(NEW);
        this.client.awaits("chatter.drafts[0].state", "failed");
        assertThat(this.client.waiting("send")).isZero();
        this.client.run("void chatter.again(chatter.drafts[0].client_id)");
        assertThat(this.client.awaitFrame("send").path("client_id"))
                .isEqualTo(one.path("client_id"));
    }

    @Test
    void takesOverWhatBecameOfMessagesWhileTheirPageWasRead() {
        this.client.start(ClientPage.room(4, 0, 0, false));
        this.client.run("void chatter.load(chatter.rooms.get('r'))");
        var asked = this.client.awaitFrame("history");
        this.client.push(
                "{\"type\":\"deleted\",\"room\":\"r\",\"sequence\":5,\"message\":1,\"by\":\"bob\",\"at\":\"2026-11-21T10:00:01.000000Z\"}");
        this.client.push(edited(6, 2, "late", "2026-11-21T10:00:02.000000Z"));
        this.client.push(edited(7, 3, "stale", "2026-11-21T10:00:03.000000Z"));
        this.client.awaits("seen.length", 3);
        this.client.answer(
                asked,
                "\"items\":[%s,%s,%s]"
                        .formatted(
                                ClientPage.message(1, "bob", "gone", ""),
                                ClientPage.message(2, "bob", "early", ""),
                                ClientPage.message(
                                        3,
                                        "bob",
                                        "newest",
                                        ",\"edited\":\"2026-11-21T10:00:04.000000Z\"")));
        this.client.awaits("texts('r')", "deleted,late,newest");
    }

    private static String edited(long sequence, long message, String text, String at) {
        return "{\"type\":\"edited\",\"room\":\"r\",\"sequence\":%d,\"message\":%d,\"by\":\"bob\",\"text\":\"%s\",\"at\":\"%s\"}"
                .formatted(sequence, message, text, at);
    }

    @Test
    void countsReactions() {
        this.client.start(NEW);
        this.client.pushSent("r", 1, "bob", "one", "");
        var reaction =
                "{\"type\":\"%s\",\"room\":\"r\",\"sequence\":%d,\"message\":1,\"by\":\"%s\",\"reaction\":\"+\"}";
        this.client.push(reaction.formatted("reacted", 2, "bob"));
        this.client.push(reaction.formatted("reacted", 3, "alice"));
        var reactions = "JSON.stringify(chatter.rooms.get('r').messages[0].reactions)";
        this.client.awaits(
                reactions,
                "[{\"reaction\":\"+\",\"count\":2,\"mine\":true,\"usernames\":[\"bob\",\"alice\"]}]");
        this.client.push(reaction.formatted("unreacted", 4, "bob"));
        this.client.push(reaction.formatted("unreacted", 5, "alice"));
        this.client.awaits(reactions, "[]");
    }

    @Test
    void saysOnceForManyThatTheyWereDelivered() {
        this.client.start(NEW);
        for (var sequence = 1; sequence <= 3; sequence++) {
            this.client.pushSent("r", sequence, "bob", "x", "");
        }
        this.client.pass(1);
        assertThat(this.client.awaitFrame("deliver").path("sequence").asLong()).isEqualTo(3);
        assertThat(this.client.waiting("deliver")).isZero();
        this.client.awaits("chatter.rooms.get('r').unread", 3);
    }

    @Test
    void saysOnTheNextConnectionWhatWasReadWithoutOne() {
        this.client.start(NEW);
        this.client.pushSent("r", 1, "bob", "x", "");
        this.client.awaits("chatter.rooms.get('r').unread", 1);
        this.client.close(1006);
        this.client.awaits("chatter.state", "waiting");
        this.client.run("void chatter.read(chatter.rooms.get('r'))");
        this.client.awaits("chatter.rooms.get('r').unread", 0);
        this.client.welcome(ClientPage.room(2, 2, 0, true));
        this.client.pushSent("r", 2, "bob", "y", "");
        this.client.awaits("chatter.rooms.get('r').unread", 1);
        this.client.pass(1);
        assertThat(this.client.awaitFrame("read").path("sequence").asLong()).isEqualTo(1);
        assertThat(this.client.awaitFrame("deliver").path("sequence").asLong()).isEqualTo(2);
    }

    @Test
    void countsAsUnreadWhatOthersSaidSince() {
        this.client.start(ClientPage.room(9, 4, 3, false));
        this.client.awaits("chatter.rooms.get('r').unread", 4);
        this.client.pushSent("r", 10, "bob", "x", "");
        this.client.awaits("chatter.rooms.get('r').unread", 5);
        this.client.push(
                "{\"type\":\"read\",\"room\":\"r\",\"username\":\"alice\",\"sequence\":10}");
        this.client.awaits("chatter.rooms.get('r').unread", 0);
        this.client.pushSent("r", 11, "bob", "x", "");
        this.client.pushSent("r", 12, "alice", "y", "");
        this.client.pushSent("r", 13, "bob", "z", "");
        this.client.awaits("chatter.rooms.get('r').unread", 1);
    }

    @Test
    void saysNowAndThenThatSomebodyWritesAndWhenHeStops() {
        this.client.start(NEW);
        for (var key = 0; key < 10; key++) {
            this.client.run("void chatter.typing({ room: 'r' })");
        }
        assertThat(this.client.awaitFrame("typing").path("active").asBoolean()).isTrue();
        assertThat(this.client.waiting("typing")).isZero();
        this.client.pass(7);
        assertThat(this.client.awaitFrame("typing").path("active").asBoolean()).isFalse();
        this.client.push(
                "{\"type\":\"typing\",\"room\":\"r\",\"username\":\"bob\",\"active\":true}");
        this.client.awaits("chatter.rooms.get('r').typing.has('bob')", true);
        this.client.pass(13);
        this.client.awaits("chatter.rooms.get('r').typing.has('bob')", false);
    }
}
