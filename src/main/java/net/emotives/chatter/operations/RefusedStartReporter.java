package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why a start is refused, in one line of the log, where Spring Boot's own has a dozen. */
class RefusedStartReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(RefusedStartReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        log.atDebug().setCause(analysis.getCause()).log("The start failed");
        log.error(
                "APPLICATION FAILED TO START: {}",
                inOneLine(analysis.getDescription(), analysis.getAction()));
    }

    private static String inOneLine(@Nullable String... texts) {
        return Stream.of(texts)
                .filter(Objects::nonNull)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
