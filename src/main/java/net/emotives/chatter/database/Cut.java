package net.emotives.chatter.database;

import java.util.List;

/**
 * Rows of a query that a {@link Budget} limits.
 *
 * @param more true if further rows did not fit into the budget
 */
public record Cut<T>(List<T> rows, boolean more) {}
