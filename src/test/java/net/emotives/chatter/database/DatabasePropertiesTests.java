package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class DatabasePropertiesTests {

    @Test
    void takesNoAddressBecauseAnotherMayGiveIt() {
        assertThat(properties("  ", "", 10, 15).url()).isEmpty();
    }

    @Test
    void refusesAnAddressThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("nonsense", "", 10, 15))
                .withMessageStartingWith("chatter.database.url (DATABASE_URL) begins with none");
    }

    @Test
    void refusesADirectAddressThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("", "nonsense", 10, 15))
                .withMessageStartingWith(
                        "chatter.database.direct-url (DATABASE_DIRECT_URL) begins with none");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        var url = "postgres://user:s3cret@h/d";
        assertThat(properties(url, url, 10, 15).toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 1001})
    void refusesAPoolThatCannotWork(int pool) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("", "", pool, 15))
                .withMessageStartingWith("chatter.database.pool must be from 2 to 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4, 3601})
    void refusesToBeUnreadyAtABlinkOrNever(int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("", "", 10, seconds))
                .withMessageStartingWith("chatter.database.unready-after must be from 5s to 1h");
    }

    @Test
    void refusesToReserveLessThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties("", "", 10, -1, Duration.ofSeconds(15)))
                .withMessageStartingWith("chatter.database.reserved must be at least 0");
    }

    private static DatabaseProperties properties(
            String url, String directUrl, int pool, int unreadyAfter) {
        return new DatabaseProperties(url, directUrl, pool, 0, Duration.ofSeconds(unreadyAfter));
    }
}
