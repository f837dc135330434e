package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts of the chatter.v2 client: in unusual storages, over days, and in several windows. */
@ExtendWith(OnStage.class)
class ClientDraftsIntegrationTests {

    private static final String NEW = ClientPage.room(0, 0, 0, false);
    private static final String NO_LOCKS =
            "Object.defineProperty(navigator, 'locks', { value: undefined });";
    private static final String DENIED =
            "Object.defineProperty(window, 'localStorage', { get() { throw new"
                    + " DOMException('denied', 'SecurityError'); } });";
    private static final String FULL =
            "Storage.prototype.setItem = () => { throw new DOMException('full',"
                    + " 'QuotaExceededError'); };";
    private static final String FIRST = "chatter.drafts[0].client_id";

    private final ClientSite site;
    private ClientPage client;

    ClientDraftsIntegrationTests(ClientSite site) {
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

    /** Opens the page anew, in a browser that the script changes. */
    private void open(String script) {
        this.client = this.site.open(script);
    }

    private static void say(ClientPage client, String text) {
        client.run("void chatter.send({ room: 'r', text: '%s' })".formatted(text));
    }

    /** Puts a draft into the storage as an earlier page left it. */
    private void left(String id, int hoursAgo) {
        this.client.run(
                """
                localStorage.setItem('chatter.draft:alice:%1$s', JSON.stringify({ room: 'r', text: '%1$s', client_id: '%1$s',
                    at: Date.now() - %2$d * 3600000, created: '', state: 'pending' }))
                """
                        .formatted(id, hoursAgo));
    }

    @ParameterizedTest
    @ValueSource(strings = {DENIED, FULL})
    void sendsThoughNothingCanBeStored(String script) {
        open(script);
        this.client.start(NEW);
        say(this.client, "kept in memory");
        var sent = this.client.awaitFrame("send");
        assertThat(sent.path("text").asString()).isEqualTo("kept in memory");
        this.client.awaits("problems.join()", script.equals(FULL) ? "not_stored" : "");
        this.client.pushSent(
                "r",
                1,
                "alice",
                "kept in memory",
                ",\"client_id\":\"%s\"".formatted(sent.path("client_id").asString()));
        this.client.awaits("chatter.drafts.length", 0);
    }

    @Test
    void passesOverEntriesThatAreNoDrafts() {
        left("good", 0);
        for (var broken : new String[] {"{broken", "null", "[]", "{\"client_id\":\"other\"}"}) {
            this.client.run(
                    "localStorage.setItem('chatter.draft:alice:%1$s', '%1$s')".formatted(broken));
        }
        this.client.reload();
        this.client.awaits("chatter.drafts.map(({ text }) => text).join()", "good");
        this.client.start(NEW);
        assertThat(this.client.awaitFrame("send").path("text").asString()).isEqualTo("good");
        assertThat(this.client.stored()).hasSize(5);
    }

    @Test
    void asksBeforeItSendsWhatIsOlderThanADay() {
        left("stale", 25);
        left("unwanted", 30);
        left("fresh", 23);
        this.client.reload();
        this.client.awaits(
                "chatter.drafts.map(({ text, state }) => `${text} ${state}`).join()",
                "unwanted held,stale held,fresh pending");
        this.client.start(NEW);
        assertThat(this.client.awaitFrame("send").path("text").asString()).isEqualTo("fresh");
        assertThat(this.client.waiting("send")).isZero();
        this.client.pushSent("r", 1, "alice", "fresh", ",\"client_id\":\"fresh\"");
        this.client.awaits("chatter.drafts.length", 2);
        assertThat(this.client.value("chatter.discard('unwanted')")).isEqualTo("true");

        this.client.run("void chatter.again('stale')");
        this.client.reload();
        this.client.awaits("chatter.drafts.map(({ state }) => state).join()", "pending");
        this.client.start(ClientPage.room(1, 0, 0, false));
        assertThat(this.client.awaitFrame("send").path("client_id").asString()).isEqualTo("stale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", NO_LOCKS})
    void sendsFromNoWindowWhatWasDiscardedInOne(String script) {
        open(script);
        say(this.client, "discarded");
        var other = this.client.beside();
        other.awaits("chatter.drafts.length", 1);
        other.run(
                "void chatter.discard(%s).then((it) => (window.discarded = it))".formatted(FIRST));
        other.pass(1);
        other.awaits("window.discarded", true);

        this.client.start(NEW);
        this.client.pass(10);
        this.client.awaits("chatter.drafts.length", 0);
        assertThat(this.client.waiting("send")).isZero();
        assertThat(this.client.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", NO_LOCKS})
    void sendsFromOneWindowWhatSeveralHave(String script) {
        open(script);
        say(this.client, "shared");
        var other = this.client.beside();
        other.awaits("chatter.drafts.length", 1);
        this.client.start(NEW);
        this.client.pass(1);
        var sent = this.client.awaitFrame("send");
        other.start(NEW);
        other.run(
                "void chatter.discard(%s).then((it) => (window.discarded = it))".formatted(FIRST));
        other.pass(1);
        other.awaits("window.discarded", false);

        var id = sent.path("client_id").asString();
        this.client.answer(
                sent, "\"room\":\"r\",\"message\":" + ClientPage.message(1, "alice", "shared", ""));
        other.awaits("chatter.drafts[0].state", "sent");
        other.pushSent("r", 1, "alice", "shared", ",\"client_id\":\"%s\"".formatted(id));
        other.awaits("chatter.drafts.length", 0);
        other.pass(10);
        assertThat(other.waiting("send")).isZero();
    }

    @Test
    void sendsWhatAnotherWindowWroteWithoutAConnection() {
        var other = this.client.beside();
        other.start(NEW);
        say(this.client, "offline");
        assertThat(other.awaitFrame("send").path("text").asString()).isEqualTo("offline");
    }
}
