/**
 * What the service costs, measured against references in turns: {@code ./mvnw -Pbench verify}. Not
 * part of the tests.
 */
@NullMarked
package net.emotives.chatter.bench;

import org.jspecify.annotations.NullMarked;
