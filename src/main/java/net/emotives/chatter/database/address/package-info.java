/** Reads the address of a database as libpq and JDBC write it, and checks its parameters. */
@NullMarked
package net.emotives.chatter.database.address;

import org.jspecify.annotations.NullMarked;
