package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasePropertiesTests {

    @Test
    void takesNoAddressBecauseAnotherMayGiveIt() {
        assertThat(new DatabaseProperties("  ", "", 10).url()).isEmpty();
    }

    @Test
    void refusesAnAddressThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties("nonsense", "", 10))
                .withMessageStartingWith("chatter.database.url (DATABASE_URL) begins with none");
    }

    @Test
    void refusesADirectAddressThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties("", "nonsense", 10))
                .withMessageStartingWith(
                        "chatter.database.direct-url (DATABASE_DIRECT_URL) begins with none");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 1001})
    void refusesAPoolThatCannotWork(int pool) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties("", "", pool))
                .withMessageStartingWith("chatter.database.pool must be from 2 to 1000");
    }
}
