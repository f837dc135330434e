package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the client of chatter.v2 connects, comes back and goes on where it was. */
@ExtendWith(OnStage.class)
class ClientConnectionIntegrationTests {

    private static final String NEW = ClientPage.room(0, 0, 0, false);

    private final ClientSite site;
    private ClientPage client;

    ClientConnectionIntegrationTests(ClientSite site) {
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

    private static String recovered(long head) {
        return ClientPage.room(head, 0, 0, true);
    }

    private static String missed(long head) {
        return ClientPage.room(head, 0, 0, false);
    }

    @Test
    void goesOnAfterTheLastSequenceWithATokenOfItsOwn() {
        this.client.start(NEW);
        var first = this.client.address();
        this.client.pushSent("r", 1, "bob", "one", "");
        this.client.pushSent("r", 2, "bob", "two", "");
        this.client.awaits("seen.join()", "sent 1,sent 2");
        this.client.close(1006);

        var resume = this.client.welcome(recovered(3));
        assertThat(resume.path("epoch").asString()).isEqualTo("one");
        assertThat(resume.path("rooms").path("r").asLong()).isEqualTo(2);
        assertThat(this.client.address()).contains("token=").isNotEqualTo(first);
        this.client.pushSent("r", 3, "bob", "three", "");
        this.client.awaits("texts('r')", "one,two,three");
        this.client.awaits("seen.join()", "sent 1,sent 2,sent 3");
    }

    @Test
    void asksAgainForWhatIsMissingBeforeAGap() {
        this.client.start(NEW);
        this.client.pushSent("r", 1, "bob", "one", "");
        this.client.pushSent("r", 1, "bob", "one", "");
        this.client.pushSent("r", 3, "bob", "three", "");

        var resume = this.client.welcome(recovered(3));
        assertThat(resume.path("rooms").path("r").asLong()).isEqualTo(1);
        this.client.pushSent("r", 2, "bob", "two", "");
        this.client.pushSent("r", 3, "bob", "three", "");
        this.client.awaits("seen.join()", "sent 1,sent 2,sent 3");
    }

    @Test
    void readsTheNewestPageWhereMoreWasMissedThanIsToldAgain() {
        this.client.start(NEW);
        this.client.run("void chatter.load(chatter.rooms.get('r'))");
        this.client.answer(this.client.awaitFrame("history"), "\"items\":[]");
        this.client.pushSent("r", 1, "bob", "old", "");
        this.client.awaits("texts('r')", "old");
        this.client.close(4000);

        this.client.welcome(missed(2000));
        this.client.awaits("seen.at(-1)", "gap 1-2000");
        this.client.answer(
                this.client.awaitFrame("history"),
                "\"items\":[%s],\"before\":\"x\""
                        .formatted(ClientPage.message(2000, "bob", "new", "")));
        this.client.awaits("texts('r')", "new");
        this.client.awaits("chatter.rooms.get('r').older", "x");
        this.client.pushSent("r", 2001, "bob", "newer", "");
        this.client.awaits("texts('r')", "new,newer");
    }

    @Test
    void hearsFromTheListWhatWasSaidLastWhereNoPageWasRead() {
        this.client.start(NEW);
        this.client.pushSent("r", 1, "bob", "old", "");
        this.client.awaits("texts('r')", "old");
        this.client.close(4000);
        this.client.welcome(missed(2000));
        this.client.list(",\"last_message\":" + ClientPage.message(1999, "bob", "new", ""));
        this.client.awaits("texts('r')", "new");
        this.client.awaits("chatter.rooms.get('r').older", "1999");
        assertThat(this.client.waiting("history")).isZero();
    }

    @Test
    void forgetsTheRoomsThatItBelongsToNoLonger() {
        this.client.start(NEW + "," + NEW.replace("\"r\"", "\"q\""));
        this.client.close(1006);
        this.client.welcome(NEW + ",\"q\":{\"removed\":true}");
        assertThat(this.client.value("[...chatter.rooms.keys()]")).isEqualTo("[\"r\"]");
    }

    @Test
    void resumesInPages() {
        this.client.start(rooms(NEW, "r", "a", "b", "c", "d"));
        this.client.run("chatter.limits.resume = 2");
        this.client.close(1006);

        var first = this.client.awaitResume();
        assertThat(first.path("rooms").propertyNames()).containsExactly("r", "a");
        assertThat(first.path("more").asBoolean()).isTrue();
        this.client.answer(first, page(recovered(0)) + ",\"rest\":true");
        var second = this.client.awaitFrame("resume");
        assertThat(second.path("rooms").propertyNames()).containsExactly("a", "b");
        this.client.refuse(second, "overloaded", ",\"retry_after\":1");
        this.client.pass(2);
        var again = this.client.awaitFrame("resume");
        assertThat(again.path("rooms")).isEqualTo(second.path("rooms"));
        this.client.answer(again, page(rooms(recovered(0), "a") + ",\"b\":{\"removed\":true}"));
        var last = this.client.awaitFrame("resume");
        assertThat(last.path("rooms").propertyNames()).containsExactly("c", "d");
        assertThat(last.has("more")).isFalse();
        this.client.answer(last, page(rooms(missed(9), "c", "d")) + ",\"after\":\">d\"");
        var rest = this.client.awaitFrame("resume");
        assertThat(rest.path("after").asString()).isEqualTo(">d");
        assertThat(rest.has("rooms")).isFalse();
        this.client.awaits("chatter.state", "connecting");
        this.client.answer(rest, page(rooms(missed(3), "e")));

        this.client.awaits("chatter.state", "open");
        this.client.awaits("[...chatter.rooms.keys()].join()", "r,a,c,d,e");
        this.client.awaits("seen.join()", "gap 0-9,gap 0-9");
    }

    @Test
    void keepsWhatItHasWhereTheServerTakesNoPage() {
        this.client.start(rooms(NEW, "r", "a"));
        this.client.close(1006);
        this.client.refuse(this.client.awaitResume(), "bad_frame", ",\"field\":\"rooms\"");
        var alone = this.client.awaitFrame("resume");
        assertThat(alone.path("rooms").propertyNames()).containsExactly("r");
        this.client.refuse(alone, "bad_frame", ",\"field\":\"rooms\"");
        this.client.answer(
                this.client.awaitFrame("resume"), page(rooms(recovered(0), "a") + "," + missed(5)));
        this.client.awaits("chatter.state", "open");
        this.client.awaits("seen.join()", "gap 0-5");
    }

    private static String page(String rooms) {
        return "\"epoch\":\"one\",\"rooms\":{%s}".formatted(rooms);
    }

    /** The same of several rooms. */
    private static String rooms(String room, String... ids) {
        return Stream.of(ids)
                .map(id -> room.replace("\"r\"", "\"" + id + "\""))
                .collect(Collectors.joining(","));
    }

    @Test
    void noticesThatTheServerFellSilent() {
        this.client.start(NEW);
        this.client.pass(20);
        assertThat(this.client.waiting("ping")).isZero();
        this.client.pass(6);
        this.client.answer(
                this.client.awaitFrame("ping"), "\"time\":\"2026-11-21T10:00:00.000000Z\"");
        this.client.awaits("chatter.state", "open");
        this.client.pass(26);
        this.client.awaitFrame("ping");
        assertThat(this.client.connections()).isEqualTo(1);
        this.client.pass(11);
        this.client.welcome(recovered(0));
        assertThat(this.client.connections()).isEqualTo(2);
        assertThat(this.client.value("states.find(({ code }) => code).code")).isEqualTo("4001");
    }

    @Test
    void comesBackWithFullJitterOrNotAtAll() {
        // After a close code, failures before it and the pause asked for: the least and the most.
        assertThat(pauses("4003, 0, 0")).isEqualTo("[null,null]");
        assertThat(pauses("4004, 9, 0")).isEqualTo("[null,null]");
        assertThat(pauses("4000, 0, 0")).isEqualTo("[0,0]");
        assertThat(pauses("4001, 0, 0")).isEqualTo("[0,0]");
        assertThat(pauses("4002, 0, 0")).isEqualTo("[0,0]");
        assertThat(pauses("4000, 1, 0")).isEqualTo("[0,1000]");
        assertThat(pauses("1006, 0, 0")).isEqualTo("[0,500]");
        assertThat(pauses("1006, 3, 0")).isEqualTo("[0,4000]");
        assertThat(pauses("1011, 99, 0")).isEqualTo("[0,30000]");
        assertThat(pauses("1008, 0, 0")).isEqualTo("[5000,5500]");
        assertThat(pauses("1012, 0, 3200")).isEqualTo("[3200,3700]");
    }

    private String pauses(String closed) {
        return this.client.value(
                "[0, 1].map((random) => comeBackAfter(%s, () => random))".formatted(closed));
    }

    @Test
    void comesBackWhenTheServerThatGoesAwayAskedItTo() {
        this.client.start(NEW);
        this.client.push("{\"type\":\"goodbye\",\"reason\":\"going_away\",\"reconnect_after\":20}");
        this.client.close(1012);
        this.client.awaits("chatter.state", "waiting");
        assertThat(this.client.value("states.at(-1).retryAt - Date.now() > 15000"))
                .isEqualTo("true");
        this.client.pass(21);
        this.client.welcome(recovered(0));
    }

    @ParameterizedTest
    @CsvSource({"4003", "4004"})
    void staysAwayWhereItIsNotWanted(int code) {
        this.client.start(NEW);
        this.client.close(code);
        this.client.awaits("chatter.state", "stopped");
        this.client.pass(60);
        assertThat(this.client.connections()).isEqualTo(1);
        assertThat(this.client.value("chatter.request('ping').catch(({ code }) => code)"))
                .isEqualTo("\"stopped\"");
    }

    @Test
    void stopsWhereTheTokenIsOfSomebodyElse() {
        this.client.run("chatter.start()");
        this.client.awaitResume();
        this.client.greet("bob");
        this.client.awaits("chatter.state", "stopped");
    }

    @Test
    void repeatsWhatItAskedAndDropsWhatWasTooLarge() {
        this.client.start(NEW);
        this.client.run(
                """
                void Promise.allSettled([
                    chatter.request('members', { room: 'r' }),
                    chatter.request('typing', { room: 'r', active: true, padding: 'x'.repeat(9999) }),
                    chatter.request('leave', { room: 'r' })])\
                    .then((all) => all.map(({ value, reason }) => value?.type ?? reason.code))
                    .then((all) => (window.answers = all.join()))
                """);
        this.client.awaitFrame("leave");
        this.client.close(1009);
        this.client.welcome(recovered(0));
        this.client.answer(this.client.awaitFrame("members"), "\"items\":[]");
        this.client.awaits("window.answers", "ok,too_large,disconnected");
        assertThat(this.client.waiting("leave")).isZero();
    }

    @Test
    void watchesAgainWhomItWatched() {
        this.client.start(NEW);
        this.client.run("void chatter.watch(['bob'])");
        this.client.answer(
                this.client.awaitFrame("watch"),
                "\"items\":[{\"username\":\"bob\",\"active\":true}]");
        this.client.awaits("chatter.presence.get('bob')?.active", true);
        this.client.close(4001);
        this.client.welcome(recovered(0));
        this.client.answer(
                this.client.awaitFrame("watch"),
                "\"items\":[{\"username\":\"bob\",\"active\":false}]");
        this.client.awaits("chatter.presence.get('bob').active", false);
    }
}
