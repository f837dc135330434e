/**
 * Clients that write down whatever they are shown, and the judge who holds that against what the
 * database has: nothing lost, nothing doubled, nothing out of order.
 */
@NullMarked
package net.emotives.chatter.testing.witness;

import org.jspecify.annotations.NullMarked;
