package net.emotives.chatter.operations;

import org.springframework.boot.diagnostics.FailureAnalysis;

import java.util.List;

/** Why a start is refused, in a sentence for each thing to mend. */
final class RefusedStart extends FailureAnalysis {

    private final List<String> sentences;

    RefusedStart(List<String> sentences, Throwable failure) {
        super(String.join("\n", sentences), null, failure);
        this.sentences = sentences;
    }

    List<String> sentences() {
        return this.sentences;
    }
}
