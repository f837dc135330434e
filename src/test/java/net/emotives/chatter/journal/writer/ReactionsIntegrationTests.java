package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.TooManyReactions;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.Reactions;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Limits, order and usernames of the reactions to a message. */
class ReactionsIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final Batch batch = new Batch(this.scene.node());
    private final JdbcTemplate jdbc = this.scene.node().get(JdbcTemplate.class);
    private final UserId owner = this.scene.user("owner");

    private List<UserId> users(int count) {
        return Stream.generate(() -> this.scene.user("user")).limit(count).toList();
    }

    /** A room with a first message to react to. */
    private record Said(RoomId room, long message) {

        Change.Reaction reaction(UserId by, String reaction, boolean given) {
            return new Change.Reaction(this.room, by, null, this.message, reaction, given);
        }
    }

    private Said said(List<UserId> members) {
        var room = this.scene.room(Visibility.PRIVATE, this.owner, members.toArray(UserId[]::new));
        return new Said(room, this.scene.say(room, this.owner, "hi").sequence());
    }

    private Committed give(Said said, UserId user, String reaction) {
        return this.scene.react(said.room(), user, said.message(), reaction, true);
    }

    private Committed takeBack(Said said, UserId user, String reaction) {
        return this.scene.react(said.room(), user, said.message(), reaction, false);
    }

    private List<Reactions.Given> shown(Said said) {
        return shown(said, new Reactions.View(this.owner, Long.MAX_VALUE, 128 * 1024));
    }

    private List<Reactions.Given> shown(Said said, Reactions.View view) {
        var page =
                this.scene
                        .node()
                        .get(History.class)
                        .newest(
                                History.Sight.whole(said.room()),
                                0,
                                new History.Extent(10, 100_000));
        return this.scene
                .node()
                .get(Reactions.class)
                .of(said.room(), page.items(), view)
                .getOrDefault(said.message(), List.of());
    }

    private List<String> names(Said said) {
        return shown(said).stream().map(Reactions.Given::reaction).toList();
    }

    private static List<String> refusals(GroupCommit.Outcome outcome) {
        return outcome.refused().values().stream().map(refusal -> refusal.code().slug()).toList();
    }

    @Test
    void messageTakesFiftyDifferentOfSixtyInOneBatch() {
        var users = users(60);
        var said = said(users);
        var changes =
                IntStream.range(0, 60)
                        .mapToObj(i -> said.reaction(users.get(i), "r" + i, true))
                        .toList();

        var outcome = this.batch.commit(changes);

        assertThat(outcome.committed()).hasSize(50);
        assertThat(refusals(outcome)).hasSize(10).containsOnly("limit_exceeded");
        assertThat(names(said)).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "r" + i).toList());
        assertThatThrownBy(() -> give(said, users.get(59), "r59"))
                .isInstanceOf(TooManyReactions.class)
                .hasMessageContaining("50");
        // A reaction that is already there does not count against the limit.
        give(said, users.get(59), "r0");
        takeBack(said, users.get(1), "r1");
        give(said, users.get(59), "r59");
        assertThat(names(said)).hasSize(50).doesNotContain("r1").endsWith("r59");
    }

    @Test
    void placeThatIsLeftWithinABatchIsFreeForTheNext() {
        var users = users(52);
        var said = said(users);
        this.batch.commit(
                IntStream.range(0, 50)
                        .mapToObj(i -> said.reaction(users.get(i), "r" + i, true))
                        .toList());

        var outcome =
                this.batch.commit(
                        List.of(
                                said.reaction(users.get(50), "early", true),
                                said.reaction(users.get(50), "r0", true),
                                said.reaction(users.get(0), "r0", false),
                                said.reaction(users.get(51), "still full", true),
                                said.reaction(users.get(50), "r0", false),
                                said.reaction(users.get(51), "fits", true),
                                said.reaction(users.get(0), "r0", true)));

        assertThat(outcome.committed()).hasSize(4);
        assertThat(refusals(outcome)).hasSize(3).containsOnly("limit_exceeded");
        assertThat(names(said)).hasSize(50).contains("fits").doesNotContain("r0");
    }

    @Test
    void userHasTwentyOnAMessageHoweverOftenAskedForOrTakenBack() {
        var said = said(List.of());
        var twenty =
                IntStream.range(0, 20)
                        .mapToObj(i -> said.reaction(this.owner, "r" + i, true))
                        .toList();
        var first = this.batch.commit(twenty);

        assertThat(this.batch.commit(twenty).committed().values())
                .hasSize(20)
                .allMatch(Committed::repeated);
        assertThatThrownBy(() -> give(said, this.owner, "r20"))
                .isInstanceOf(TooManyReactions.class)
                .hasMessageContaining("20")
                .extracting(refusal -> ((TooManyReactions) refusal).code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        var taken = takeBack(said, this.owner, "r0");
        assertThat(takeBack(said, this.owner, "r0").sequence()).isEqualTo(taken.sequence());
        give(said, this.owner, "r20");
        assertThatThrownBy(() -> give(said, this.owner, "r0")).isInstanceOf(TooManyReactions.class);
        assertThat(first.committed()).hasSize(20);
    }

    @Test
    void reactionsThatAreTakenBackForEverLeaveFewRows() {
        var said = said(List.of());
        for (var turn = 0; turn < 3; turn++) {
            var changes = new ArrayList<Change>();
            for (var i = 0; i < 25; i++) {
                var reaction = "r" + turn + "." + i;
                changes.add(said.reaction(this.owner, reaction, true));
                changes.add(said.reaction(this.owner, reaction, false));
            }
            assertThat(this.batch.commit(changes).committed()).hasSize(50);
        }

        assertThat(
                        this.jdbc.queryForList(
                                "SELECT reaction FROM reactions WHERE room = ? ORDER BY sequence",
                                String.class,
                                said.room().value()))
                .hasSize(20)
                .startsWith("r2.5")
                .endsWith("r2.24");
    }

    @Test
    void reactionKeepsItsPlaceWhileAnybodyHasIt() {
        var users = users(3);
        var said = said(users);
        give(said, users.get(0), "a");
        give(said, users.get(1), "b");
        give(said, users.get(2), "a");
        takeBack(said, users.get(0), "a");
        assertThat(names(said)).containsExactly("a", "b");
        give(said, users.get(0), "a");
        takeBack(said, users.get(2), "a");
        assertThat(names(said)).containsExactly("a", "b");
        takeBack(said, users.get(0), "a");
        give(said, users.get(2), "a");
        assertThat(names(said)).containsExactly("b", "a");
        // The same within one batch.
        this.batch.commit(
                List.of(
                        said.reaction(users.get(0), "b", true),
                        said.reaction(users.get(1), "b", false),
                        said.reaction(users.get(2), "a", false),
                        said.reaction(users.get(0), "c", true),
                        said.reaction(users.get(2), "a", true)));
        assertThat(names(said)).containsExactly("b", "c", "a");
    }

    @Test
    void namesFiftyOfThoseWhoGaveItAndCountsAll() {
        var users = users(70);
        var said = said(users);
        this.batch.commit(users.stream().map(user -> said.reaction(user, "+1", true)).toList());
        give(said, this.owner, "+1");
        takeBack(said, users.get(0), "+1");

        var given = shown(said).getFirst();

        assertThat(given.count()).isEqualTo(70);
        assertThat(given.mine()).isTrue();
        assertThat(given.users()).isEqualTo(users.subList(1, 51));
    }

    @Test
    void namesOfAMessageAreBoundedTogether() {
        var said = said(List.of());
        insert(said, "%s' || repeat('x', 100) || u", 50, 50);

        var given = shown(said);

        assertThat(given).hasSize(50).allMatch(one -> one.count() == 50);
        assertThat(given.getFirst().users()).hasSize(50);
        assertThat(given.getLast().users()).isEmpty();
        assertThat(
                        given.stream()
                                .flatMap(one -> one.users().stream())
                                .mapToInt(user -> user.value().length())
                                .sum())
                .isBetween(16_000, 16_384);
    }

    @Test
    void ofAPageTheReactionsThatMayFitAreRead() {
        var older = said(List.of());
        var newer =
                new Said(older.room(), this.scene.say(older.room(), this.owner, "ho").sequence());
        insert(older, "%s' || u", 50, 1);
        insert(newer, "%s' || u", 50, 1);

        // Room for ten more than those of one message.
        var fromTheEnd = new Reactions.View(this.owner, Long.MAX_VALUE, 400);
        assertThat(shown(newer, fromTheEnd)).hasSize(50);
        assertThat(shown(older, fromTheEnd)).hasSize(10);
        var fromTheBegin = new Reactions.View(this.owner, 1, 400);
        assertThat(shown(older, fromTheBegin)).hasSize(50);
        assertThat(shown(newer, fromTheBegin)).hasSize(10);
    }

    @Test
    void whatTheVersionBeforeWroteIsShownInOrderAndWithinBounds() {
        var said = said(List.of());
        // As it was before there was a limit: 120 different ones, the last first by name.
        insert(said, "%s' || u", 120, 2);

        assertThat(names(said))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "r" + (999 - i)).toList());
        assertThat(shown(said)).allMatch(given -> given.count() == 2);
        assertThatThrownBy(() -> give(said, this.owner, "new"))
                .isInstanceOf(TooManyReactions.class);
        give(said, this.owner, "r999");
        assertThat(shown(said).getFirst())
                .matches(given -> given.reaction().equals("r999") && given.count() == 3);
        // It has taken over the place of the earlier rows, and keeps it without them.
        this.jdbc.update(
                "UPDATE reactions SET given = FALSE WHERE room = ? AND reaction = 'r999'"
                        + " AND since IS NULL",
                said.room().value());
        assertThat(names(said)).startsWith("r999", "r998");
    }

    /** Rows as the version before wrote them, by users of that name. */
    private void insert(Said said, String user, int kinds, int users) {
        this.jdbc.update(
                """
                INSERT INTO reactions (room, message, username, reaction, sequence, given)
                SELECT ?, ?, '%s, 'r' || (999 - k), 100 + k * 1000 + u, TRUE
                FROM generate_series(0, ? - 1) AS k, generate_series(1, ?) AS u
                """
                        .formatted(user.formatted("old")),
                said.room().value(),
                said.message(),
                kinds,
                users);
    }
}
