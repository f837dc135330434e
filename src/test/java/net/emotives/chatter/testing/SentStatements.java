package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** Notes every statement that a node sends to its database, with the thread that sent it. */
public final class SentStatements implements BeanPostProcessor {

    private static final Pattern TABLE =
            Pattern.compile(
                    "(?:INTO|UPDATE|FROM|JOIN)\\s+(?!unnest)(\\w+)", Pattern.CASE_INSENSITIVE);

    private record Sent(String thread, String sql) {}

    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> planted = new ConcurrentLinkedQueue<>();

    /**
     * What a thread of that name sent since {@link #forget}, in order: the verb and the first table
     * of each statement, such as {@code INSERT messages}, and in one text what was sent together.
     */
    public List<String> by(String thread) {
        return this.sent.stream()
                .filter(one -> one.thread().equals(thread))
                .map(one -> summary(one.sql()))
                .toList();
    }

    private static String summary(String sql) {
        return Arrays.stream(sql.split(";\n", -1))
                .map(SentStatements::ofOne)
                .collect(Collectors.joining("; "));
    }

    private static String ofOne(String sql) {
        var verb = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        var table = TABLE.matcher(sql);
        return table.find() ? verb + " " + table.group(1) : verb;
    }

    /** The next statement of a thread of that name fails as nothing should. */
    public void plant(String thread) {
        this.planted.add(thread);
    }

    public void forget() {
        this.sent.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
                ? wrapped(DataSource.class, source, this::ofSource)
                : bean;
    }

    private @Nullable Object ofSource(Method method, Object[] given, @Nullable Object result) {
        return result instanceof Connection connection
                ? wrapped(Connection.class, connection, this::ofConnection)
                : result;
    }

    private @Nullable Object ofConnection(Method method, Object[] given, @Nullable Object result) {
        if (result instanceof PreparedStatement statement) {
            var sql = (String) given[0];
            return wrapped(
                    PreparedStatement.class,
                    statement,
                    (of, parameters, answer) ->
                            note(of, parameters.length == 0 ? sql : "", answer));
        }
        return result instanceof Statement statement
                ? wrapped(
                        Statement.class,
                        statement,
                        (of, parameters, answer) ->
                                note(of, parameters.length == 0 ? "" : parameters[0], answer))
                : result;
    }

    private @Nullable Object note(Method method, Object sql, @Nullable Object answer) {
        if (method.getName().startsWith("execute")) {
            var thread = Thread.currentThread().getName();
            if (this.planted.remove(thread)) {
                throw new OutOfMemoryError("planted");
            }
            this.sent.add(new Sent(thread, String.valueOf(sql)));
        }
        return answer;
    }

    private interface Noted {
        @Nullable Object answer(Method method, Object[] given, @Nullable Object result);
    }

    private static <T> T wrapped(Class<T> type, T target, Noted noted) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, given) -> {
                            try {
                                var parameters = given == null ? new Object[0] : given;
                                return noted.answer(
                                        method, parameters, method.invoke(target, parameters));
                            } catch (InvocationTargetException failure) {
                                throw failure.getTargetException();
                            }
                        }));
    }
}
