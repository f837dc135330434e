/**
 * What must hold for several nodes on one database: they are processes of their own here, on real
 * sockets, with a real PostgreSQL and Redis. Short runs in the suite; the long ones: see
 * docs/testing.md.
 */
@NullMarked
package net.emotives.chatter.cluster;

import org.jspecify.annotations.NullMarked;
