package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The history of two, whose messages say 1, 2, 3 and so on. */
@ChatterTest
class MessagesEndpointIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    private Person alice = new Person("", "", "");
    private Person bob = new Person("", "", "");

    @BeforeEach
    void meet() {
        this.alice = this.neighbours.person("alice", "history");
        this.bob = this.neighbours.person("bob", "history");
        this.chatter.get("/connections", this.alice);
        this.chatter.get("/connections", this.bob);
    }

    private void history(int messages) {
        history(messages, 1);
    }

    /** One number of so many is a message's, the others are of what else happened. */
    private void history(int messages, int step) {
        var room =
                RoomId.direct(new UserId(this.alice.username()), new UserId(this.bob.username()))
                        .value();
        this.jdbc.sql("INSERT INTO rooms (id) VALUES (?)").param(room).update();
        this.jdbc
                .sql("INSERT INTO room_heads (room, sequence, ordinal) VALUES (?, ?, ?)")
                .params(room, messages * step, messages)
                .update();
        this.jdbc
                .sql("INSERT INTO members (room, username) VALUES (?, ?), (?, ?)")
                .params(room, this.alice.username(), room, this.bob.username())
                .update();
        // Written backwards, and in one moment: only the sequence knows the order.
        this.jdbc
                .sql(
                        """
                        INSERT INTO messages (room, sequence, ordinal, sender, body, created_at)
                        SELECT ?, n * ?, n, CASE n % 2 WHEN 0 THEN ? ELSE ? END, n::text, now()
                        FROM generate_series(?, 1, -1) n
                        """)
                .params(room, step, this.bob.username(), this.alice.username(), messages)
                .update();
    }

    private String path() {
        return "/messages?from=" + this.alice.username() + "&to=" + this.bob.username();
    }

    private Answer get(String more) {
        return this.chatter.get(path() + more, this.alice);
    }

    private static List<Integer> said(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.result().spliterator(), false)
                .map(message -> Integer.valueOf(message.get("message").asString()))
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static long id(Answer answer, int index) {
        return answer.result().get(index).get("id").asLong();
    }

    @Test
    void showsAnEmptyHistory() {
        var answer = get("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":[],\"message\":null}");
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void showsTheNewestHundredInOrderToBoth() {
        history(130);
        var answer = get("");

        assertThat(said(answer)).isEqualTo(range(31, 130));
        var first = answer.result().get(0);
        assertThat(first.propertyNames())
                .containsExactly("id", "username_from", "username_to", "message", "created");
        assertThat(first.get("username_from").asString()).isEqualTo(this.alice.username());
        assertThat(first.get("username_to").asString()).isEqualTo(this.bob.username());
        var other = "/messages?from=" + this.bob.username() + "&to=" + this.alice.username();
        assertThat(this.chatter.get(other, this.bob).result()).isEqualTo(answer.result());
    }

    @Test
    void boundsThePage() {
        history(1200);
        assertThat(said(get("&limit=7"))).isEqualTo(range(1194, 1200));
        assertThat(said(get("&limit=1000"))).isEqualTo(range(201, 1200));
        assertThat(said(get("&limit=1001"))).isEqualTo(range(201, 1200));
        assertThat(said(get("&limit=2147483647"))).isEqualTo(range(201, 1200));
    }

    @Test
    void leadsToTheBeginningByNextAndBackByPrev() {
        history(95);
        var pages = new ArrayList<List<Integer>>();
        var answer = get("&limit=10");
        assertThat(LinkHeader.of(answer).has("prev")).isFalse();
        pages.add(said(answer));
        while (LinkHeader.of(answer).has("next")) {
            answer = this.chatter.get(LinkHeader.of(answer).get("next"), this.alice);
            pages.addFirst(said(answer));
        }
        assertThat(pages).hasSize(10);
        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(range(1, 95));

        var back = new ArrayList<>(said(answer));
        while (LinkHeader.of(answer).has("prev")) {
            answer = this.chatter.get(LinkHeader.of(answer).get("prev"), this.alice);
            back.addAll(said(answer));
        }
        assertThat(back).isEqualTo(range(1, 95));
    }

    @Test
    void pageEndsAtAMegabyteAndTheLinkGoesOn() {
        history(70);
        this.jdbc
                .sql("UPDATE messages SET image_path = repeat('😀', 8000) WHERE sender IN (?, ?)")
                .params(this.alice.username(), this.bob.username())
                .update();
        var pages = new ArrayList<List<Integer>>();
        var answer = get("&limit=1000");
        pages.add(said(answer));
        while (LinkHeader.of(answer).has("next")) {
            answer = this.chatter.get(LinkHeader.of(answer).get("next"), this.alice);
            pages.addFirst(said(answer));
        }
        assertThat(pages).extracting(List::size).containsExactly(6, 32, 32);
        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(range(1, 70));
    }

    @Test
    void showsWhatIsBeforeAndAfterAMessage() {
        history(20);
        var page = get("&limit=5");

        assertThat(said(get("&limit=4&before=" + id(page, 0)))).isEqualTo(range(12, 15));
        assertThat(said(get("&limit=2&after=" + id(page, 1)))).isEqualTo(range(18, 19));
        var end = get("&after=" + id(page, 4));
        assertThat(said(end)).isEmpty();
        assertThat(LinkHeader.of(end).has("prev")).isFalse();
        var all = get("&limit=20");
        assertThat(said(all)).isEqualTo(range(1, 20));
        assertThat(all.header("Link")).isEmpty();
        assertThat(said(get("&before=" + id(all, 0)))).isEmpty();
    }

    @Test
    void skipsBackFromTheNewest() {
        history(20);
        assertThat(said(get("&skip=3&limit=5"))).isEqualTo(range(13, 17));
        assertThat(said(get("&skip=0"))).isEqualTo(range(1, 20));
        assertThat(said(get("&skip=18"))).isEqualTo(range(1, 2));
        assertThat(said(get("&skip=20"))).isEmpty();
    }

    @Test
    void skipsMessagesAloneWhateverElseHappened() {
        history(20, 3);
        assertThat(said(get("&skip=3&limit=5"))).isEqualTo(range(13, 17));
        assertThat(said(get("&skip=18"))).isEqualTo(range(1, 2));
    }

    @Test
    void showsNobodyTheHistoryOfOthers() {
        history(3);
        var carl = this.neighbours.person("carl", "history");
        var answer = this.chatter.get(path(), carl);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.target()).isEqualTo("from");
        assertThat(answer.result().isNull()).isTrue();
    }

    @Test
    void takesNoCursorOfAnotherHistory() {
        history(3);
        var carl = this.neighbours.person("carl", "history");
        var query = "/messages?from=" + carl.username() + "&to=" + this.alice.username();
        var answer = this.chatter.get(query + "&before=" + id(get(""), 2), carl);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.target()).isEqualTo("before");
    }

    @ParameterizedTest
    @CsvSource({
        "'',to",
        "&to=,to",
        "&to=nobody-of-this-name,to",
        "&to=a%00b,to",
        "&to=ME&limit=0,limit",
        "&to=ME&limit=-1,limit",
        "&to=ME&limit=ten,limit",
        "&to=ME&limit=1.5,limit",
        "&to=ME&limit=99999999999999999999,limit",
        "&to=ME&limit=,limit",
        "&to=ME&skip=-1,skip",
        "&to=ME&skip=x,skip",
        "&to=ME&before=x,before",
        "&to=ME&before=0,before",
        "&to=ME&before=9223372036854775807,before",
        "&to=ME&after=x,after",
        "&to=ME&before=1&after=1,before",
        "&to=ME&skip=1&before=1,skip"
    })
    void refusesAParameterThatIsNoneAndNamesIt(String query, String name) {
        var answer =
                this.chatter.get(
                        "/messages?from="
                                + this.alice.username()
                                + query.replace("ME", this.alice.username()),
                        this.alice);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.target()).isEqualTo(name);
        assertThat(answer.said()).contains(name);
    }

    @Test
    void refusesARequestThatDoesNotSayFromWhom() {
        var answer = this.chatter.get("/messages?to=" + this.bob.username(), this.alice);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.target()).isEqualTo("from");
    }

    @Test
    void ignoresUnknownParameters() {
        history(3);
        assertThat(said(get("&colour=blue&Limit=1"))).isEqualTo(range(1, 3));
    }
}
