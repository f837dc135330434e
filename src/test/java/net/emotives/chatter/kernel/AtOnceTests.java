package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AtOnceTests {

    private final AtOnce<String> atOnce = new AtOnce<>(2);

    @Test
    void keyMayHaveSoManyUnderWay() {
        this.atOnce.begin("a");
        this.atOnce.begin("a");
        assertThatThrownBy(() -> this.atOnce.begin("a"))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        refusal -> assertThat(refusal.retryAfter()).isNotEmpty());
        this.atOnce.begin("b");
        this.atOnce.end("a");
        this.atOnce.begin("a");
    }

    @Test
    void keyOfWhichNothingIsUnderWayIsForgotten() {
        this.atOnce.begin("a");
        this.atOnce.begin("a");
        this.atOnce.end("a");
        assertThat(this.atOnce.remembered()).isEqualTo(1);
        this.atOnce.end("a");
        assertThat(this.atOnce.remembered()).isZero();
    }
}
