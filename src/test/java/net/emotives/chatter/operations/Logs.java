package net.emotives.chatter.operations;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

/** Loggers of a test's own, so that tests do not hear each other. */
final class Logs {

    private final LoggerContext context = new LoggerContext();

    Logs() {
        this.context.setMDCAdapter(new LogbackMDCAdapter());
    }

    Logger root() {
        return this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    Logger logger(String name) {
        return this.context.getLogger(name);
    }

    /** An error of somewhere in the service. */
    void error(String message) {
        logger("net.emotives.chatter.Somewhere").error(message);
    }
}
