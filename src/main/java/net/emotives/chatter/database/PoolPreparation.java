package net.emotives.chatter.database;

import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Says to the pool of Spring Boot, before it opens, what settings cannot say. */
final class PoolPreparation implements BeanPostProcessor {

    private final boolean pooled;

    /**
     * @param pooled whether its connections lead to a pooler that keeps no session
     */
    PoolPreparation(boolean pooled) {
        this.pooled = pooled;
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
        }
        return bean;
    }
}
