package net.emotives.chatter.testing;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * A node without its protocols: what is below them, running on a database of the tests. Any number
 * can share one database.
 */
public final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final @Nullable TestDatabase database;

    private Node(ConfigurableApplicationContext context, @Nullable TestDatabase database) {
        this.context = context;
        this.database = database;
    }

    /** The one of all tests that need no settings; it ends with the JVM. */
    public static Node shared() {
        return Shared.NODE;
    }

    /** Starts one, with settings such as {@code chatter.journal.batch=1}. */
    public static Node on(TestDatabase database, String... settings) {
        return start(database, database.url(), null, settings);
    }

    /** Starts one on a database of somebody else's. */
    public static Node at(String url, String... settings) {
        return start(null, url, null, settings);
    }

    /** Starts one whose statements are noted. */
    public static Node noted(TestDatabase database, SentStatements sent, String... settings) {
        return start(database, database.url(), sent, settings);
    }

    /** Starts one that reaches its database at another port, where something lies between. */
    public static Node through(int port, TestDatabase database, String... settings) {
        return start(database, database.urlThrough(port), null, settings);
    }

    private static Node start(
            @Nullable TestDatabase database,
            String url,
            @Nullable SentStatements sent,
            String... settings) {
        var arguments = new ArrayList<String>();
        arguments.add("--chatter.database.url=" + url);
        arguments.add("--NOTIFICATION_URL=http://notif.example/internal_notification");
        arguments.add("--EMOTIVES_URL=http://site.example/");
        List.of(settings).forEach(setting -> arguments.add("--" + setting));
        return new Node(
                new SpringApplicationBuilder(Core.class)
                        .web(WebApplicationType.NONE)
                        .initializers(context -> {
                            if (sent != null) {
                                context.getBeanFactory().addBeanPostProcessor(sent);
                            }
                        })
                        .run(arguments.toArray(String[]::new)),
                database);
    }

    /** A part of it. */
    public <T> T get(Class<T> type) {
        return this.context.getBean(type);
    }

    public Heard heard() {
        return get(Heard.class);
    }

    public TestDatabase database() {
        return Objects.requireNonNull(this.database);
    }

    /** What it talks to its database through. */
    public DataSource dataSource() {
        return get(DataSource.class);
    }

    /** A new user, whose name nobody had before. */
    public UserId user(String name) {
        return user(name, "group").id();
    }

    /** The same, of that group. */
    public User user(String name, String group) {
        var id = new UserId(name + "_" + UUID.randomUUID().toString().substring(0, 8));
        return get(Users.class).recognise(id, new UserGroup(group));
    }

    /** Ends it, in order. */
    @Override
    public void close() {
        this.context.close();
    }

    /** Started when it is asked for. */
    private static final class Shared {

        static final Node NODE = on(TestDatabase.create());
    }
}
