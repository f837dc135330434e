package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rooms, reactions and presence in the chatter.v2 client. */
@ExtendWith(OnStage.class)
class ClientRoomsIntegrationTests {

    private static final String NEW = ClientPage.room(0, 0, 0, false);

    private final ClientSite site;
    private ClientPage client;

    ClientRoomsIntegrationTests(ClientSite site) {
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

    private static final String ORDER =
            "chatter.rooms.get('r').messages[0].reactions.map(({ reaction }) => reaction).join()";

    private void push(String type, long sequence, String by, String reaction) {
        this.client.push(
                "{\"type\":\"%s\",\"room\":\"r\",\"sequence\":%d,\"message\":1,\"by\":\"%s\",\"reaction\":\"%s\"}"
                        .formatted(type, sequence, by, reaction));
    }

    private void load(String reactions) {
        this.client.run("void chatter.load(chatter.rooms.get('r'))");
        this.client.answer(
                this.client.awaitFrame("history"),
                "\"items\":[%s]"
                        .formatted(
                                ClientPage.message(
                                        1, "bob", "one", ",\"reactions\":[" + reactions + "]")));
        this.client.awaits("chatter.rooms.get('r').loaded", true);
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"u%d\""::formatted)
                .collect(Collectors.joining(","));
    }

    @Test
    void keepsReactionsInTheOrderInWhichTheyFirstCame() {
        this.client.start(ClientPage.room(1, 0, 0, false));
        load("{\"reaction\":\"a\",\"count\":1,\"usernames\":[\"bob\"]}");
        push("reacted", 2, "bob", "b");
        push("reacted", 3, "carol", "a");
        this.client.awaits("chatter.rooms.get('r').sequence", 3);
        this.client.awaits(ORDER, "a,b");
        push("unreacted", 4, "bob", "a");
        this.client.awaits("chatter.rooms.get('r').sequence", 4);
        this.client.awaits(ORDER, "a,b");
        push("reacted", 5, "dora", "c");
        push("unreacted", 6, "bob", "b");
        push("reacted", 7, "dora", "b");
        this.client.awaits(
                "chatter.rooms.get('r').messages[0].reactions.map(({ reaction }) =>"
                        + " reaction).join()",
                "a,c,b");
    }

    @Test
    void countsReactionsOfWhichNotAllNamesAreTold() {
        this.client.start(ClientPage.room(1, 0, 0, false));
        load("{\"reaction\":\"a\",\"count\":60,\"usernames\":[%s]}".formatted(names(50)));
        this.client.pass(6);
        var count = "chatter.rooms.get('r').messages[0].reactions[0].count";
        push("unreacted", 2, "hidden", "a");
        this.client.awaits(count, 59);
        push("reacted", 3, "another", "a");
        push("reacted", 4, "alice", "a");
        this.client.awaits(count, 61);
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].mine", true);
        push("unreacted", 5, "u0", "a");
        push("unreacted", 6, "alice", "a");
        this.client.awaits(count, 59);
        this.client.awaits("'mine' in chatter.rooms.get('r').messages[0].reactions[0]", false);
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].usernames.length", 49);
    }

    @Test
    void namesFiftyOfThoseWhoReacted() {
        this.client.start(ClientPage.room(1, 0, 0, false));
        load("{\"reaction\":\"a\",\"count\":49,\"usernames\":[%s]}".formatted(names(49)));
        for (var sequence = 2; sequence < 5; sequence++) {
            push("reacted", sequence, "v" + sequence, "a");
        }
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].count", 52);
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].usernames.length", 50);
        this.client.awaits(
                "chatter.rooms.get('r').messages[0].reactions[0].usernames.at(-1)", "v2");
    }

    /**
     * A push may repeat a reaction that the page already counted, and only another page gives the
     * exact count.
     */
    @Test
    void readsAgainWhatAPageMayHaveCountedAlready() {
        this.client.start(ClientPage.room(1, 0, 0, false));
        load("{\"reaction\":\"a\",\"count\":60,\"usernames\":[%s]}".formatted(names(50)));
        push("reacted", 2, "hidden", "a");
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].count", 61);
        this.client.pass(3);
        var asked = this.client.awaitFrame("history");
        assertThat(asked.path("around").asLong()).isEqualTo(1);
        this.client.answer(
                asked,
                "\"items\":[%s]"
                        .formatted(
                                ClientPage.message(
                                        1,
                                        "bob",
                                        "one",
                                        ",\"reactions\":[{\"reaction\":\"a\",\"count\":60,\"usernames\":[%s]}]"
                                                .formatted(names(50)))));
        this.client.awaits("chatter.rooms.get('r').messages[0].reactions[0].count", 60);
    }

    @Test
    void countsWhatItDoesNotKnowAsItsNumber() {
        this.client.start(NEW);
        this.client.pushUnknown(
                "{\"type\":\"pinned\",\"room\":\"r\",\"sequence\":1,\"by\":\"bob\"}");
        this.client.pushUnknown(
                "{\"type\":\"state\",\"room\":\"r\",\"sequence\":2,\"state\":\"odd\"}");
        this.client.pushSent("r", 3, "bob", "x", "");
        this.client.awaits("texts('r')", "x");
        this.client.awaits("seen.join()", "sent 3");
        assertThat(this.client.connections()).isEqualTo(1);
        assertThat(this.client.value("states.some(({ state }) => state === 'odd')"))
                .isEqualTo("false");
    }

    @Test
    void knowsRoleAndMembersOfARoomThatAPushToldOf() {
        this.client.start(NEW);
        this.client.push(
                "{\"type\":\"room_added\",\"room\":\"q\",\"visibility\":\"public\",\"name\":\"Q\",\"head\":2}");
        this.client.answer(
                this.client.awaitFrame("members"),
                "\"items\":[{\"username\":\"alice\",\"role\":\"owner\"},{\"username\":\"bob\",\"role\":\"member\"}]");
        this.client.awaits("chatter.rooms.get('q').role", "owner");
        // The page of members may be newer than what was pushed yet.
        joined(2, "bob");
        this.client.awaits("seen.at(-1)", "joined 2");
        this.client.awaits("chatter.rooms.get('q').members", 2);
        joined(3, "carol");
        this.client.awaits("chatter.rooms.get('q').members", 3);
    }

    private void joined(long sequence, String username) {
        this.client.push(
                "{\"type\":\"joined\",\"room\":\"q\",\"sequence\":%d,\"username\":\"%s\",\"by\":\"alice\"}"
                        .formatted(sequence, username));
    }

    @Test
    void knowsRoleAndMembersOfADirectRoomThatAMessageToldOf() {
        this.client.start(NEW);
        this.client.pushSent("d:alice:bob", 1, "bob", "Hello", "");
        this.client.awaits("chatter.direct('bob')?.members", 2);
        this.client.awaits("chatter.direct('bob').role", "member");
    }

    private void watch(String usernames) {
        this.client.run(
                "void chatter.watch(%s).then(() => 'ok', ({ code, usernames }) => `${code} ${usernames}`).then((it) => (window.answered = it))"
                        .formatted(usernames));
    }

    /** Answers a watch as a server does that knows nobody by the name of ghost. */
    private void answerWatch(boolean active) {
        var asked = this.client.awaitFrame("watch");
        var items = new ArrayList<String>();
        for (var name : asked.path("usernames")) {
            if (name.asString().equals("ghost")) {
                this.client.refuse(asked, "unknown_user", ",\"field\":\"usernames\"");
                return;
            }
            items.add("{\"username\":\"%s\",\"active\":%s}".formatted(name.asString(), active));
        }
        this.client.answer(asked, "\"items\":[%s]".formatted(String.join(",", items)));
    }

    @Test
    void watchesTheOthersWhereOneIsRefused() {
        this.client.start(NEW);
        watch("['bob', 'ghost', 'carol', 'x'.repeat(129)]");
        for (var time = 0; time < 5; time++) {
            answerWatch(true);
        }
        this.client.awaits("window.answered.startsWith('bad_frame x')", true);
        this.client.awaits("[...chatter.presence.keys()].join()", "bob,carol");

        this.client.close(4001);
        this.client.welcome(ClientPage.room(0, 0, 0, true));
        var again = this.client.awaitFrame("watch");
        assertThat(again.path("usernames")).hasSize(2);
        this.client.answer(
                again,
                "\"items\":[{\"username\":\"bob\",\"active\":false},{\"username\":\"carol\",\"active\":true}]");
        this.client.awaits("chatter.presence.get('bob').active", false);
    }

    @Test
    void asksForManyInPortions() {
        this.client.start(NEW);
        watch("Array.from({ length: 1001 }, (_, index) => `u${index}`)");
        for (var time = 0; time < 11; time++) {
            answerWatch(true);
        }
        this.client.awaits("window.answered", "ok");
        this.client.awaits("chatter.presence.size", 1001);
    }

    @Test
    void showsNobodyAsHereWhoIsNoLongerWatchedOrNotKnownToBe() {
        this.client.start(NEW);
        watch("['bob', 'carol']");
        answerWatch(true);
        this.client.awaits("chatter.presence.size", 2);
        this.client.run("void chatter.unwatch(['bob'])");
        this.client.awaits("[...chatter.presence.keys()].join()", "carol");
        this.client.push("{\"type\":\"presence\",\"username\":\"bob\",\"active\":true}");
        this.client.awaits("[...chatter.presence.keys()].join()", "carol");
        this.client.push("{\"type\":\"goodbye\",\"reason\":\"going_away\",\"reconnect_after\":60}");
        this.client.close(1012);
        this.client.awaits("chatter.state", "waiting");
        this.client.pass(31);
        this.client.awaits("chatter.presence.size", 0);
    }
}
