package net.emotives.chatter.web;

import org.springframework.stereotype.Component;

import java.util.List;

/** Finds the adapter that answers for a path. Thread-safe. Never blocks. */
@Component
class ErrorRoutes {

    private final List<ErrorAnswers> adapters;

    ErrorRoutes(List<ErrorAnswers> adapters) {
        this.adapters = adapters;
    }

    ErrorAnswers of(String path) {
        return this.adapters.stream()
                .filter(adapter -> adapter.covers(path))
                .findFirst()
                .orElseGet(this.adapters::getLast);
    }
}
