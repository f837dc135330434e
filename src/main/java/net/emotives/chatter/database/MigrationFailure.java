package net.emotives.chatter.database;

import net.emotives.chatter.kernel.StartRefused;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.core.NestedExceptionUtils;

import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in a sentence why the schema could not be brought to the newest version, and what to do. */
final class MigrationFailure {

    private static final Pattern MISMATCH =
            Pattern.compile("(?m)^(Migration .+ mismatch .+|Detected .+)$");
    private static final Pattern SCRIPT = Pattern.compile("V[0-9]+__\\w+\\.sql");
    private static final String READ_ONLY = "25006";
    private static final String NO_RIGHT = "42501";

    private MigrationFailure() {}

    /**
     * @param key the setting that led to the database
     */
    static StartRefused refusal(String key, Exception failure) {
        if (failure instanceof FlywayValidateException invalid) {
            var differences =
                    MISMATCH.matcher(String.valueOf(invalid.getMessage()))
                            .results()
                            .map(MatchResult::group)
                            .map(line -> line.strip().replaceFirst("\\.$", ""))
                            .collect(Collectors.joining("; "));
            return new StartRefused(
                    key
                            + " leads to a database whose schema another build of chatter made"
                            + " (nothing was changed): "
                            + differences
                            + ". Start the build that made it, or give this one a database of its"
                            + " own",
                    failure);
        }
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        var reason = root instanceof SQLException sql ? state(sql) : "";
        return switch (reason) {
            case READ_ONLY -> readOnly(key, failure);
            case NO_RIGHT ->
                    new StartRefused(
                            key
                                    + " names a user without the rights that chatter needs: "
                                    + root.getMessage()
                                    + ". Give it the schema and its tables, or name their owner",
                            failure);
            default -> failed(key, failure, root);
        };
    }

    static StartRefused readOnly(String key, Exception failure) {
        return new StartRefused(
                key
                        + " leads to a database that is read-only: a standby, or one with"
                        + " default_transaction_read_only. Lead it to the primary",
                failure);
    }

    private static String state(SQLException failure) {
        return String.valueOf(failure.getSQLState());
    }

    private static StartRefused failed(String key, Exception failure, Throwable root) {
        var script = SCRIPT.matcher(String.valueOf(failure.getMessage()));
        return new StartRefused(
                (script.find() ? "Migration " + script.group() : "The preparation")
                        + " of the database that "
                        + key
                        + " leads to failed, and what it did was undone: "
                        + root.getMessage()
                        + ". Mend what it names and start again; nothing else is needed",
                failure);
    }
}
