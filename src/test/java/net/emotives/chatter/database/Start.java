package net.emotives.chatter.database;

import net.emotives.chatter.TestDatabase;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Starts what of the service touches the schema, with the settings of the service. */
final class Start {

    private Start() {}

    /** Whose {@code run} starts a node on the database, told by its address. */
    static ApplicationContextRunner on(TestDatabase database) {
        return with(database.url());
    }

    static ApplicationContextRunner with(String databaseUrl) {
        return new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(
                        AutoConfigurations.of(
                                DatabaseConfiguration.class,
                                DataSourceAutoConfiguration.class,
                                FlywayAutoConfiguration.class))
                .withPropertyValues("chatter.database.url=" + databaseUrl);
    }

    /** Starts and stops a node that has nothing to complain about. */
    static void once(TestDatabase database) {
        on(database)
                .run(context -> {
                    var failure = context.getStartupFailure();
                    if (failure != null) {
                        throw new AssertionError("refused", failure);
                    }
                });
    }
}
