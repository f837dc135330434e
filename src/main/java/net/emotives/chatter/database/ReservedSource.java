package net.emotives.chatter.database;

import net.emotives.chatter.kernel.VitalThread;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * Pool that keeps some of its connections for {@linkplain VitalThread vital threads}: whatever
 * others ask, such as requests, the writer of messages finds one. Others wait for their turn, first
 * come, first served, as long as the pool lets anyone wait. Thread-safe.
 */
final class ReservedSource extends DelegatingDataSource {

    private final Semaphore free;
    private final Duration patience;

    /**
     * @param others connections that threads which are not vital may have at a time
     */
    ReservedSource(DataSource pool, int others, Duration patience) {
        super(pool);
        this.free = new Semaphore(others, true);
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (VitalThread.isCurrent()) {
            return super.getConnection();
        }
        acquire();
        Connection real;
        try {
            real = super.getConnection();
        } catch (SQLException | RuntimeException | Error failure) {
            this.free.release();
            throw failure;
        }
        return lent(real);
    }

    private void acquire() throws SQLException {
        try {
            if (this.free.tryAcquire(this.patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException(
                "No connection to the database became free in time for a request");
    }

    /** The connection, with which its place is given back. */
    private Connection lent(Connection real) {
        var returned = new AtomicBoolean();
        return (Connection)
                Proxy.newProxyInstance(
                        ReservedSource.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, given) -> {
                            try {
                                return method.invoke(real, given);
                            } catch (InvocationTargetException failure) {
                                throw failure.getTargetException();
                            } finally {
                                if (method.getName().equals("close")
                                        && returned.compareAndSet(false, true)) {
                                    this.free.release();
                                }
                            }
                        });
    }
}
