package net.emotives.chatter.outbox;

import org.springframework.jdbc.core.RowMapper;

import java.time.Duration;

/**
 * Rules by which a destination claims its entries.
 *
 * @param destination its name, as stored
 * @param lease how long a claim holds
 * @param select the last part of the claiming statement, which may join what the entries tell of: a
 *     query over {@code claimed (number, room, sequence, recipient, attempts)}
 * @param mapper reads a row of it
 */
public record Claim<E extends Entry>(
        String destination, Duration lease, String select, RowMapper<E> mapper) {}
