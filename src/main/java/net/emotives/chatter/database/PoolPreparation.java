package net.emotives.chatter.database;

import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

import java.time.Duration;

/** Says to the pool of Spring Boot, before it opens, what settings cannot say. */
final class PoolPreparation implements BeanPostProcessor {

    private final boolean pooled;
    private final int reserved;

    /**
     * @param pooled whether its connections lead to a pooler that keeps no session
     * @param reserved connections of the pool that are kept for vital threads
     */
    PoolPreparation(boolean pooled, int reserved) {
        this.pooled = pooled;
        this.reserved = reserved;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            pool.setExceptionOverride(new StandbyEviction());
            if (this.pooled) {
                var pooler = new PGSimpleDataSource();
                pooler.setUrl(pool.getJdbcUrl());
                pool.setDataSource(new PooledSource(pooler));
            } else {
                pool.setConnectionInitSql(TransactionSettings.OF_SESSION.sql());
            }
            return new ReservedSource(
                    pool,
                    Math.max(1, pool.getMaximumPoolSize() - this.reserved),
                    Duration.ofMillis(pool.getConnectionTimeout()));
        }
        return bean;
    }
}
