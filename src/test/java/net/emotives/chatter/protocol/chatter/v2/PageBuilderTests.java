package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** Which items of a page are shown, where not all of them fit. */
class PageBuilderTests {

    /** An item is of a hundred bytes. */
    private static final String TEXT = "x".repeat(92);

    private final FrameWriter words = new FrameWriter(JsonMapper.builder().build());
    private final PageBuilder items = new PageBuilder(this.words);

    @BeforeEach
    void addTen() {
        for (var number = 11; number <= 20; number++) {
            this.items.add(number, this.words.object().put("t", TEXT));
        }
    }

    private List<Long> shown(long queueLimit, long near) {
        this.items.fit(queueLimit, near);
        var array = this.words.object().putArray("items");
        this.items.putInto(array);
        return List.of(this.items.first(), this.items.last(), (long) array.size());
    }

    @Test
    void allAreShownWhereTheyFit() {
        assertThat(shown(2000, Long.MAX_VALUE)).containsExactly(11L, 20L, 10L);
        assertThat(this.items.isCutBefore()).isFalse();
        assertThat(this.items.isCutAfter()).isFalse();
    }

    @Test
    void newestStayOfThoseBeforeSomething() {
        assertThat(shown(1999, 21)).containsExactly(12L, 20L, 9L);
        assertThat(this.items.isCutBefore()).isTrue();
        assertThat(this.items.isCutAfter()).isFalse();
    }

    @Test
    void oldestStayOfThoseAfterSomething() {
        assertThat(shown(800, 10)).containsExactly(11L, 14L, 4L);
        assertThat(this.items.isCutBefore()).isFalse();
        assertThat(this.items.isCutAfter()).isTrue();
    }

    @Test
    void nearestStayOfThoseAroundSomething() {
        assertThat(shown(600, 15)).containsExactly(14L, 16L, 3L);
        assertThat(this.items.isCutBefore()).isTrue();
        assertThat(this.items.isCutAfter()).isTrue();
    }

    @Test
    void oneIsAlwaysShown() {
        assertThat(shown(1, Long.MAX_VALUE)).containsExactly(20L, 20L, 1L);
    }
}
