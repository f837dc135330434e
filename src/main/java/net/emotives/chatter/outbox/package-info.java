/**
 * Durable deliveries to neighbours: rows written in the transaction of what they tell of, claimed
 * for a lease, delivered in order per recipient, retried with back-off, parked when refused. Used
 * by notifications; knows nothing of what is delivered.
 */
@ApplicationModule(allowedDependencies = {"kernel", "database", "users", "rooms"})
@NullMarked
package net.emotives.chatter.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
