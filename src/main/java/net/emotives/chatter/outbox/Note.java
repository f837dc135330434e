package net.emotives.chatter.outbox;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Record that a destination keeps of entries that change, in the same statement.
 *
 * @param statement an INSERT that selects from {@code changed (number, attempt)}
 * @param arguments its parameters
 */
public record Note(String statement, List<? extends @Nullable Object> arguments) {}
