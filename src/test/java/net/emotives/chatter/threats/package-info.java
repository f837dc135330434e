/**
 * What strangers try: the tests that docs/security.md names beside those of the modules themselves.
 */
@NullMarked
package net.emotives.chatter.threats;

import org.jspecify.annotations.NullMarked;
