package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Senders under load, and what the database must hold of theirs afterwards. */
final class Crowd implements AutoCloseable {

    private final JdbcClient jdbc;
    private final List<Sender> senders = new ArrayList<>();
    private int storedUnacknowledged;

    Crowd(Service service, JdbcClient jdbc, int size) {
        this.jdbc = jdbc;
        var people =
                IntStream.range(0, size)
                        .mapToObj(i -> service.neighbours().person("s" + i, "here"))
                        .toList();
        people.forEach(person -> service.chatter().known(person));
        for (var i = 0; i < size; i++) {
            // Pairs, so that every room has two writers.
            this.senders.add(new Sender(service, people.get(i), people.get(i ^ 1).username()));
        }
    }

    /** While the service is down: counts what is there of what nobody was told of. */
    void lookAtWhatIsUnacknowledged() {
        for (var sender : this.senders) {
            var current = sender.current();
            if (!sender.acks().containsKey(current)) {
                this.storedUnacknowledged += count(sender.username(), current);
            }
        }
    }

    int acknowledged() {
        return this.senders.stream().mapToInt(sender -> sender.acks().size()).sum();
    }

    int refused() {
        return this.senders.stream().mapToInt(Sender::refused).sum();
    }

    int repeated() {
        return this.senders.stream().mapToInt(Sender::repeated).sum();
    }

    int storedUnacknowledged() {
        return this.storedUnacknowledged;
    }

    /** Lets everybody finish, and looks whether everything is there once and without a gap. */
    void judge() throws InterruptedException {
        for (var sender : this.senders) {
            sender.finish();
        }
        for (var sender : this.senders) {
            var rows =
                    this.jdbc
                            .sql(
                                    "SELECT client_id, room, sequence, id, body FROM messages"
                                            + " WHERE sender = ?")
                            .param(sender.username())
                            .query()
                            .listOfRows();
            assertThat(rows).as(sender.username()).hasSameSizeAs(sender.acks().keySet());
            for (var row : rows) {
                var ack = sender.acks().get(String.valueOf(row.get("client_id")));
                assertThat(ack)
                        .isEqualTo(
                                new Sender.Ack(
                                        String.valueOf(row.get("room")),
                                        Long.parseLong(String.valueOf(row.get("sequence"))),
                                        Long.parseLong(String.valueOf(row.get("id")))));
                assertThat(row.get("body")).isEqualTo(row.get("client_id"));
            }
        }
        assertThat(gaps()).isEmpty();
    }

    private List<String> gaps() {
        return this.jdbc
                .sql(
                        """
                        SELECT h.room FROM room_heads h LEFT JOIN (
                            SELECT room, count(*) AS rows, count(DISTINCT sequence) AS numbers,
                                max(sequence) AS last, count(DISTINCT ordinal) AS ordinals,
                                max(ordinal) AS last_ordinal
                            FROM messages GROUP BY room) AS m USING (room)
                        WHERE h.sequence <> coalesce(m.rows, 0) OR h.sequence <> coalesce(m.numbers, 0)
                            OR h.sequence <> coalesce(m.last, 0) OR h.ordinal <> coalesce(m.ordinals, 0)
                            OR h.ordinal <> coalesce(m.last_ordinal, 0)
                        """)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private int count(String sender, String clientId) {
        return this.jdbc
                .sql("SELECT count(*) FROM messages WHERE sender = ? AND client_id = ?")
                .params(sender, clientId)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        this.senders.forEach(Sender::close);
    }
}
