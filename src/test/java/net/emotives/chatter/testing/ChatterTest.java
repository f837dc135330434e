package net.emotives.chatter.testing;

import net.emotives.chatter.PostgresConfiguration;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The whole service on a port, on a real PostgreSQL, with {@link Neighbours}; its client {@link
 * Chatter} can be injected. All tests without settings of their own share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
// What the web server's filters ask for is needed before any bean could tell it. And a machine that
// stands still for a moment is no uacl and no database that is away.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ALLOWED_ORIGINS= http://site.example/ , HTTP://Other.Example:80",
            "HOST=127.0.0.1",
            "chatter.identity.read-timeout=5s",
            "spring.datasource.hikari.connection-timeout=20000"
        })
@Import({PostgresConfiguration.class, ChatterTestConfiguration.class})
public @interface ChatterTest {}
