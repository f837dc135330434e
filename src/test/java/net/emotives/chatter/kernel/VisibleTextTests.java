package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unit tests for {@link VisibleText}. */
class VisibleTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n\u0085\u00A0\u2003\u3000",
                "\u200B",
                "\u3164",
                "\u2800\u2800",
                "\uFFA0\u115F\u1160",
                "\u200D\uFE0F",
                "\u00AD\u034F\u061C\u180E",
                "\u202E\u2066\u2069\u2060\uFEFF",
                "\uDB40\uDC41\uDB40\uDC7F",
                "\uD834\uDD59"
            })
    void textOfInvisibleCharactersIsBlank(String text) {
        assertThat(VisibleText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ".",
                "\u200Ba",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\u2764\uFE0F",
                "1\uFE0F\u20E3",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\u0301",
                "\uFFFD",
                "\u06DD",
                "\u2801"
            })
    void textWithACharacterThatIsSeenIsNot(String text) {
        assertThat(VisibleText.isBlank(text)).isFalse();
    }
}
