package net.emotives.chatter.resilience;

import net.emotives.chatter.testing.witness.Wording;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;

/**
 * Writes messages as another node does: under the lock of the room's head, and without this node
 * hearing of it.
 */
public final class OtherNode {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public OtherNode(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** Says something for a user where he is a member; false where he is none. */
    public boolean say(String room, String user, String clientId) {
        return Boolean.TRUE.equals(
                this.transactions.execute(_ -> {
                    this.jdbc
                            .sql("SELECT 1 FROM room_heads WHERE room = ? FOR UPDATE")
                            .param(room)
                            .query()
                            .singleRow();
                    return this.jdbc
                                    .sql(
                                            """
                                            WITH head AS (
                                                UPDATE room_heads
                                                SET sequence = sequence + 1, ordinal = ordinal + 1
                                                WHERE room = :room AND EXISTS (
                                                    SELECT 1 FROM members
                                                    WHERE room = :room AND username = :user)
                                                RETURNING sequence, ordinal)
                                            INSERT INTO messages
                                                (room, sequence, ordinal, sender, client_id, body, created_at)
                                            SELECT :room, sequence, ordinal, :user, :id, :text, now()
                                            FROM head
                                            """)
                                    .param("room", room)
                                    .param("user", user)
                                    .param("id", clientId)
                                    .param("text", Wording.of(clientId))
                                    .update()
                            == 1;
                }));
    }
}
