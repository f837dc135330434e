package net.emotives.chatter.database;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Begins each transaction with {@link TransactionSettings}: they are sent together with the BEGIN,
 * just before the first statement. A statement outside a transaction becomes one, so that it has
 * them, too. That costs a round trip more for a transaction, and two for a statement alone. One
 * thread at a time, as every connection.
 */
final class PooledConnection implements InvocationHandler {

    private final Connection real;

    /** Whether the transaction that is open has the settings. */
    private boolean told;

    private PooledConnection(Connection real) {
        this.real = real;
    }

    static Connection around(Connection real) {
        return proxy(Connection.class, new PooledConnection(real));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
            throws Throwable {
        var result = call(this.real, method, given);
        switch (method.getName()) {
            case "commit", "setAutoCommit" -> this.told = false;
            // A rollback to a savepoint stays within.
            case "rollback" -> this.told = this.told && given != null;
            default -> {
                if (result instanceof Statement statement) {
                    return proxy(
                            method.getReturnType(),
                            (_, of, parameters) ->
                                    of.getName().startsWith("execute")
                                            ? execute(statement, of, parameters)
                                            : call(statement, of, parameters));
                }
            }
        }
        return result;
    }

    private @Nullable Object execute(Statement statement, Method method, Object @Nullable [] given)
            throws Throwable {
        if (this.real.getAutoCommit()) {
            return executeAlone(statement, method, given);
        }
        if (!this.told) {
            tell();
            this.told = true;
        }
        return call(statement, method, given);
    }

    private @Nullable Object executeAlone(
            Statement statement, Method method, Object @Nullable [] given) throws Throwable {
        // Or the end of the transaction would take the rows that were not fetched.
        statement.setFetchSize(0);
        this.real.setAutoCommit(false);
        try {
            tell();
            var result = call(statement, method, given);
            this.real.commit();
            this.real.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            undo(failure);
            throw failure;
        }
    }

    private void undo(Throwable failure) throws SQLException {
        try {
            this.real.rollback();
            this.real.setAutoCommit(true);
        } catch (SQLException worse) {
            failure.addSuppressed(worse);
            // In what state it is nobody knows: nobody may get it again.
            this.real.close();
        }
    }

    private void tell() throws SQLException {
        try (var statement = this.real.createStatement()) {
            statement.execute(TransactionSettings.OF_TRANSACTION.sql());
        }
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] given)
            throws Throwable {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        PooledConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
