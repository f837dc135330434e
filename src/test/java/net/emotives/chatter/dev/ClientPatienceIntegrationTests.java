package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** Timeouts and back-off of the chatter.v2 client. */
@ExtendWith(OnStage.class)
class ClientPatienceIntegrationTests {

    private static final String NEW = ClientPage.room(0, 0, 0, false);

    private final ClientSite site;
    private ClientPage client;

    ClientPatienceIntegrationTests(ClientSite site) {
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

    private void awaitWaiting() {
        this.client.awaits("chatter.state", "waiting");
    }

    @Test
    void keepsThePauseOfAGoodbyeWhateverTheBrowserTells() {
        this.client.start(NEW);
        this.client.push("{\"type\":\"goodbye\",\"reason\":\"going_away\",\"reconnect_after\":20}");
        this.client.close(1012);
        awaitWaiting();
        promptInVain();
        this.client.pass(21);
        this.client.welcome(recovered(0));
    }

    @Test
    void keepsThePauseAfterBadFramesWhateverTheBrowserTells() {
        this.client.start(NEW);
        this.client.close(1008);
        awaitWaiting();
        promptInVain();
        this.client.pass(6);
        this.client.welcome(recovered(0));
    }

    @Test
    void keepsRetryAfterOfATokenWhateverTheBrowserTells() {
        this.client.run(
                """
                Object.assign(window, { asked: 0, other: new Chatter({ user: 'alice', storage: null, token: async () => {
                  asked += 1;
                  throw Object.assign(new Error('Too often'), { retryAfter: '30' });
                } }) }) && other.start()
                """);
        this.client.awaits("other.state", "waiting");
        this.client.prompt();
        this.client.run("other.retryNow()");
        this.client.pass(28);
        this.client.awaits("asked", 1);
        this.client.pass(3);
        this.client.awaits("asked", 2);
    }

    private void promptInVain() {
        for (var time = 0; time < 3; time++) {
            this.client.prompt();
        }
        this.client.run("chatter.retryNow()");
        this.client.awaits("states.filter(({ state }) => state === 'connecting').length", 1);
    }

    @Test
    void doesNotWaitLongerForHavingBeenPrompted() {
        this.client.run("Math.random = () => 1");
        this.client.start(NEW);
        this.client.freeze();
        this.client.close(1006);
        awaitWaiting();
        for (var time = 2; time < 8; time++) {
            this.client.prompt();
            this.client.awaits("states.filter(({ state }) => state === 'connecting').length", time);
            this.client.awaitResume();
            this.client.close(1006);
            awaitWaiting();
        }
        assertThat(this.client.value("states.at(-1).retryAt - Date.now() <= 1000"))
                .isEqualTo("true");
    }

    @Test
    void triesAgainWhereThereIsNoToken() {
        for (var token :
                List.of(
                        "() => Promise.reject()",
                        "() => { throw undefined; }",
                        "() => { throw 'no'; }",
                        "() => undefined",
                        "async () => null")) {
            this.client.run(
                    "void (window.other = new Chatter({ user: 'alice', storage: null, token: %s })).start()"
                            .formatted(token));
            this.client.awaits("other.state", "waiting");
            this.client.run("other.stop()");
            assertThat(this.client.value("window.uncaught")).as(token).isEqualTo("[]");
        }
    }

    @Test
    void comesBackAtOnceAfterASteadyConnectionThoughTheClockWasSetBack() {
        this.client.run("Math.random = () => 1");
        this.client.start(NEW);
        this.client.close(4000);
        this.client.welcome(recovered(0));
        this.client.awaits("chatter.state", "open");
        this.client.freeze();
        this.client.pass(11);
        this.client.setClock(Duration.ofHours(-1));
        this.client.close(4000);
        awaitWaiting();
        assertThat(this.client.value("states.at(-1).retryAt - Date.now() <= 0")).isEqualTo("true");
    }

    @Test
    void saysThatSomebodyWritesThoughTheClockWasSetBack() {
        this.client.start(NEW);
        this.client.run("void chatter.typing({ room: 'r' })");
        this.client.awaitFrame("typing");
        this.client.setClock(Duration.ofHours(-1));
        this.client.pass(5);
        this.client.run("void chatter.typing({ room: 'r' })");
        assertThat(this.client.awaitFrame("typing").path("active").asBoolean()).isTrue();
    }

    @Test
    void givesNoTokenToTheHostOfABase() {
        this.client.run(
                "document.head.append(Object.assign(document.createElement('base'), { href:"
                        + " 'http://elsewhere.example/' }))");
        this.client.run(
                "void (window.other = new Chatter({ user: 'alice', storage: null, token: async ()"
                        + " => 'secret' })).start()");
        this.client.awaitResume();
        assertThat(this.client.address())
                .isEqualTo(this.site.address().replace("http", "ws") + "ws?token=secret");
    }

    @Test
    void waitsForALargeAnswerOnASlowLine() {
        this.client.run("chatter.start()");
        var resume = this.client.awaitResume();
        this.client.greet("alice");
        this.client.awaits("chatter.limits.text", 8000);
        this.client.pass(22);
        this.client.prompt();
        this.client.pass(11);
        assertThat(this.client.connections()).isEqualTo(1);
        this.client.answer(resume, "\"epoch\":\"one\",\"rooms\":{%s}".formatted(NEW));
        this.client.awaits("chatter.state", "open");
    }

    @Test
    void waitsForAnAnswerWhileOtherFramesCome() {
        this.client.start(NEW);
        ask("members");
        var asked = this.client.awaitFrame("members");
        for (var sequence = 1; sequence < 5; sequence++) {
            this.client.pass(14);
            this.client.pushSent("r", sequence, "bob", "x", "");
            this.client.awaits("seen.length", sequence);
        }
        this.client.answer(asked, "\"items\":[]");
        this.client.awaits("window.answered", "ok");
        assertThat(this.client.connections()).isEqualTo(1);
    }

    @Test
    void givesUpARequestOnceALaterOneIsAnswered() {
        this.client.start(NEW);
        ask("members");
        this.client.awaitFrame("members");
        this.client.pass(16);
        this.client.answer(
                this.client.awaitFrame("ping"), "\"time\":\"2026-11-21T10:00:00.000000Z\"");
        this.client.awaits("window.answered", "timeout");
        this.client.awaits("chatter.state", "open");
    }

    @Test
    void asksAgainOnTheNextConnectionWhereTheServerFellSilent() {
        this.client.start(NEW);
        ask("members");
        this.client.awaitFrame("members");
        this.client.pass(36);
        this.client.welcome(recovered(0));
        this.client.answer(this.client.awaitFrame("members"), "\"items\":[]");
        this.client.awaits("window.answered", "ok");
    }

    private void ask(String type) {
        this.client.run(
                "void chatter.request('%s', { room: 'r' }).then(() => 'ok', ({ code }) => code).then((it) => (window.answered = it))"
                        .formatted(type));
    }
}
