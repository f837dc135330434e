package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who got what. Receipts are gathered for a moment and written together, the highest one of a
 * member alone, and only move forward. What was gathered and not yet written is lost with the node;
 * then it counts as not delivered.
 */
@Component
public class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    private record Reader(RoomId room, UserId user) {}

    private final JdbcTemplate jdbc;
    private final Object lock = new Object();
    private Map<Reader, Long> gathered = new HashMap<>();

    Receipts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes receipts; does not wait for the database. */
    public void delivered(Collection<Receipt> receipts) {
        synchronized (this.lock) {
            for (var receipt : receipts) {
                this.gathered.merge(
                        new Reader(receipt.room(), receipt.user()), receipt.sequence(), Math::max);
            }
        }
    }

    /** Of these, the ones whose user is known to have got the room up to their sequence. */
    public List<Receipt> known(List<Receipt> asked) {
        return this.jdbc.query(
                """
                SELECT a.room, a.username, a.sequence FROM unnest(?, ?, ?) AS a (room, username, sequence)
                JOIN receipts r USING (room, username) WHERE r.delivered >= a.sequence
                """,
                (row, _) ->
                        new Receipt(
                                new RoomId(row.getString("room")),
                                new UserId(row.getString("username")),
                                row.getLong("sequence")),
                column(asked, receipt -> receipt.room().value()),
                column(asked, receipt -> receipt.user().value()),
                asked.stream().map(Receipt::sequence).toArray(Long[]::new));
    }

    @Scheduled(fixedDelayString = "${chatter.messages.receipts-delay}")
    void write() {
        Map<Reader, Long> taken;
        synchronized (this.lock) {
            taken = this.gathered;
            this.gathered = new HashMap<>();
        }
        if (taken.isEmpty()) {
            return;
        }
        var receipts = new ArrayList<Receipt>(taken.size());
        taken.forEach((reader, sequence) ->
                receipts.add(new Receipt(reader.room(), reader.user(), sequence)));
        try {
            upsert(receipts);
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("Receipts wait for the database");
            delivered(receipts);
        }
    }

    private void upsert(List<Receipt> receipts) {
        // In one order on every node, so that two writers never wait for each other.
        receipts.sort(
                Comparator.comparing((Receipt receipt) -> receipt.room().value())
                        .thenComparing(receipt -> receipt.user().value()));
        this.jdbc.update(
                """
                INSERT INTO receipts AS r (room, username, delivered) SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (room, username) DO UPDATE SET delivered = excluded.delivered
                WHERE r.delivered < excluded.delivered
                """,
                column(receipts, receipt -> receipt.room().value()),
                column(receipts, receipt -> receipt.user().value()),
                receipts.stream().map(Receipt::sequence).toArray(Long[]::new));
    }

    private static String[] column(List<Receipt> receipts, Function<Receipt, String> column) {
        return receipts.stream().map(column).toArray(String[]::new);
    }
}
