package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

@TestInstance(Lifecycle.PER_CLASS)
class PipelineIntegrationTests {

    private static final String ADD = "INSERT INTO numbers VALUES (?)";

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = this.database.dataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(this.source);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new JdbcTransactionManager(this.source));

    @BeforeEach
    void empty() {
        this.jdbc.execute("DROP TABLE IF EXISTS numbers");
        this.jdbc.execute("CREATE TABLE numbers (number int UNIQUE)");
        this.jdbc.execute("DROP FUNCTION IF EXISTS chatter_condition_failed");
        this.jdbc.execute(conditions());
    }

    /** The part of the migration that needs no tables. */
    private static String conditions() {
        try {
            var migration =
                    new ClassPathResource("db/migration/V7__conditions_and_heirs.sql")
                            .getContentAsString(StandardCharsets.UTF_8);
            return migration.substring(0, migration.indexOf("CREATE INDEX"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @AfterAll
    void stop() {
        this.database.close();
    }

    private List<Integer> numbers() {
        return this.jdbc.query("SELECT number FROM numbers ORDER BY 1", (row, _) -> row.getInt(1));
    }

    @Test
    void eachSeesWhatThoseBeforeItDid() {
        var pipeline = new Pipeline();
        pipeline.update(ADD, 1);
        var found = pipeline.query("SELECT number FROM numbers", (row, _) -> row.getInt(1));
        pipeline.update(ADD, 2);
        assertThatThrownBy(found::get).isInstanceOf(IllegalStateException.class);

        pipeline.runAndCommit(this.jdbc);

        assertThat(found.get()).containsExactly(1);
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void ofThoseAfterAConditionNoneIsDone() {
        var pipeline = new Pipeline();
        pipeline.update(ADD, 1);
        pipeline.require(
                "SELECT CASE WHEN count(*) < ? THEN "
                        + Pipeline.failing("There are too few")
                        + " END FROM numbers",
                2);
        pipeline.update(ADD, 2);

        assertThatThrownBy(() -> pipeline.runAndCommit(this.jdbc))
                .isInstanceOf(ConditionFailed.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        said -> {
                            assertThat(said.getSQLState()).isEqualTo("CH001");
                            assertThat(said.getMessage()).contains("There are too few");
                        });

        assertThat(numbers()).isEmpty();
    }

    /** A fault is not taken for a failed condition that stands beside it. */
    @Test
    void faultIsNoConditionThatFailed() {
        var pipeline = new Pipeline();
        pipeline.require("SELECT CASE WHEN ? THEN " + Pipeline.failing("Never") + " END", false);
        pipeline.update("INSERT INTO numbers SELECT ?::text::int", "none");

        assertThatThrownBy(() -> pipeline.runAndCommit(this.jdbc))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whoseConditionHoldsGoesOn() {
        var pipeline = new Pipeline();
        pipeline.require(
                "SELECT CASE WHEN count(*) > 0 THEN "
                        + Pipeline.failing("There are some")
                        + " END FROM numbers");
        pipeline.update(ADD, 1);

        pipeline.runAndCommit(this.jdbc);

        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void whereTheLastOfManyFailsNoneIsKept() {
        var pipeline = new Pipeline();
        // Of some more the driver would fear that their answers fill its buffers.
        for (var number = 0; number < 200; number++) {
            pipeline.update(ADD, number);
        }
        pipeline.update(ADD, 0);

        assertThatThrownBy(() -> pipeline.runAndCommit(this.jdbc))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(numbers()).isEmpty();
    }

    @Test
    void theThreadsTransactionIsCommitted() {
        this.transactions.executeWithoutResult(status -> {
            this.jdbc.update(ADD, 1);
            var pipeline = new Pipeline();
            pipeline.update(ADD, 2);

            pipeline.runAndCommit(this.jdbc);

            status.setRollbackOnly();
        });

        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void withoutCommittingItIsTheThreadsToKeepOrNot() {
        this.transactions.executeWithoutResult(status -> {
            var pipeline = new Pipeline();
            pipeline.update(ADD, 1);
            pipeline.run(this.jdbc);
            status.setRollbackOnly();
        });

        assertThat(numbers()).isEmpty();
    }
}
