package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says why a start is refused: in one line of the log, where Spring Boot's own has a dozen, and
 * where several things are wrong in one line for each.
 */
class RefusedStartReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(RefusedStartReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        log.atDebug().setCause(analysis.getCause()).log("The start failed");
        if (analysis instanceof RefusedStart refused && refused.sentences().size() > 1) {
            var sentences = refused.sentences();
            log.error(
                    "APPLICATION FAILED TO START: {} things are missing or wrong",
                    sentences.size());
            sentences.forEach(sentence -> log.error("To mend: {}", inOneLine(sentence)));
        } else {
            log.error(
                    "APPLICATION FAILED TO START: {}",
                    inOneLine(analysis.getDescription(), analysis.getAction()));
        }
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
