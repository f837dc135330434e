package net.emotives.chatter.database;

import net.emotives.chatter.database.address.DatabaseUrl;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import javax.sql.DataSource;

/**
 * Tells Spring Boot where the database is and how it gets its schema. An auto-configuration, so
 * that it asks after all other configurations, and before Boot, whether the address is known.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties({DatabaseProperties.class, ReadsProperties.class})
class DatabaseConfiguration {

    /** Said in a sentence, before any bean is made. */
    @Bean
    static BeanFactoryPostProcessor directAddressCheck(Environment environment) {
        return _ ->
                DatabaseAddress.checkDirect(
                        environment.getProperty("chatter.database.direct-url", ""));
    }

    @Bean
    static PoolPreparation poolPreparation(Environment environment) {
        return new PoolPreparation(
                !environment.getProperty("chatter.database.direct-url", "").isBlank(),
                environment.getProperty("chatter.database.reserved", Integer.class, 0));
    }

    @Bean
    DirectDatabase directDatabase(JdbcConnectionDetails address, DatabaseProperties properties) {
        return properties.isPooled()
                ? new DirectDatabase(
                        DatabaseAddress.ofDirect(properties.directUrl()), DatabaseUrl.DIRECT_KEY)
                : new DirectDatabase(address, DatabaseUrl.KEY);
    }

    @Bean
    DatabaseWatch databaseWatch(DataSource database, DatabaseProperties properties) {
        return new DatabaseWatch(database, properties.unreadyAfter());
    }

    @Bean
    Reads reads(ReadsProperties properties) {
        return new Reads(properties);
    }

    @Bean
    Adoption adoption(DirectDatabase database) {
        return new Adoption(database);
    }

    /** The address is in the settings, not given by a test or a try-out. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(JdbcConnectionDetails.class)
    static class AddressFromSettings {

        /** Before any bean is made, so that nothing but the sentence is said. */
        @Bean
        static BeanFactoryPostProcessor databaseAddressCheck(Environment environment) {
            return _ -> DatabaseAddress.check(environment.getProperty("chatter.database.url", ""));
        }

        @Bean
        DatabaseAddress databaseConnectionDetails(DatabaseProperties properties) {
            return DatabaseAddress.of(properties);
        }
    }
}
