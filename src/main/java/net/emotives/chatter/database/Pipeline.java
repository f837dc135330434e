package net.emotives.chatter.database;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Statements that go to PostgreSQL together and so cost one round trip, whatever their number. They
 * are executed one after the other, each seeing what those before it did; behind one that fails
 * none is. For one thread, and to be run once.
 */
public final class Pipeline {

    /** SQLSTATE of {@link #failing}, which nothing else raises, and lock_not_available. */
    private static final Set<String> NOT_AS_REQUIRED = Set.of("CH001", "55P03");

    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final List<@Nullable Answer<?>> answers = new ArrayList<>();
    private boolean conditional;

    /** Result of a query, once it was run. */
    private static final class Answer<T> implements Supplier<List<T>> {

        private final RowMapper<T> mapper;
        private @Nullable List<T> rows;

        Answer(RowMapper<T> mapper) {
            this.mapper = mapper;
        }

        void read(PreparedStatement statement) throws SQLException {
            var found = new ArrayList<T>();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    found.add(Objects.requireNonNull(this.mapper.mapRow(rows, found.size())));
                }
            }
            this.rows = found;
        }

        @Override
        public List<T> get() {
            if (this.rows == null) {
                throw new IllegalStateException("not run yet");
            }
            return this.rows;
        }
    }

    /** Adds a statement that gives no rows back. */
    public void update(String sql, @Nullable Object... arguments) {
        add(sql, arguments, null);
    }

    /** Adds a query; its rows are there after {@link #run}. */
    public <T> Supplier<List<T>> query(
            String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        var answer = new Answer<>(mapper);
        add(sql, arguments, answer);
        return answer;
    }

    /**
     * Adds a statement that fails where what is expected is not so, as a lock that is not to be
     * waited for ({@code NOWAIT}) or what is {@link #failing}; {@link #run} throws {@link
     * ConditionFailed} then. PostgreSQL logs it as an error.
     */
    public void require(String sql, @Nullable Object... arguments) {
        this.conditional = true;
        update(sql, arguments);
    }

    /**
     * Returns an expression of type bigint that fails where it is evaluated, with SQLSTATE CH001:
     * in PostgreSQL's log, expected contention can be told from a fault.
     *
     * @param explanation what PostgreSQL is to say then; without quotes
     */
    public static String failing(String explanation) {
        // A function of the schema, as SQL itself cannot raise a state. It does no work, and is
        // called where a condition failed alone.
        return "chatter_condition_failed('" + explanation + "')";
    }

    private void add(String sql, @Nullable Object[] arguments, @Nullable Answer<?> answer) {
        this.statements.add(sql);
        Collections.addAll(this.arguments, arguments);
        this.answers.add(answer);
    }

    /**
     * Executes them and commits, in the same round trip: the transaction of the thread, for which
     * nothing is left to do then, or one of their own. Where one fails nothing of them is kept;
     * without a transaction of the thread that holds for up to 200 statements that answer little,
     * as the driver ends one in between where it fears that more answers fill its buffers.
     */
    public void runAndCommit(JdbcOperations jdbc) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            update("COMMIT");
        }
        // Otherwise the driver sends one Sync behind all, which ends a transaction that PostgreSQL
        // began with the first: https://www.postgresql.org/docs/current/protocol-flow.html
        run(jdbc);
    }

    /**
     * Executes them, in the transaction of the thread, or in one of their own where there is none.
     */
    public void run(JdbcOperations jdbc) {
        if (this.statements.isEmpty()) {
            return;
        }
        var setter = new ArgumentPreparedStatementSetter(this.arguments.toArray());
        PreparedStatementCallback<Boolean> execute =
                statement -> {
                    setter.setValues(statement);
                    statement.execute();
                    for (var answer : this.answers) {
                        if (answer != null) {
                            answer.read(statement);
                        }
                        statement.getMoreResults();
                    }
                    return true;
                };
        try {
            jdbc.execute(String.join(";\n", this.statements), execute);
        } catch (DataAccessException failure) {
            if (this.conditional
                    && failure.getCause() instanceof SQLException cause
                    && cause.getSQLState() != null
                    && NOT_AS_REQUIRED.contains(cause.getSQLState())) {
                throw new ConditionFailed(failure);
            }
            throw failure;
        }
    }
}
