/**
 * What must hold when connections, the process and the database fail: nothing acknowledged is lost,
 * nothing comes twice or out of order. Short runs in the suite, long ones by {@code -Pendurance};
 * see docs/testing.md.
 */
@NullMarked
package net.emotives.chatter.resilience;

import org.jspecify.annotations.NullMarked;
