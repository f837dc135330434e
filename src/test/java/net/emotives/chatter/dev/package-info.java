/**
 * The try-out: chatter with a PostgreSQL of its own, stand-ins for uacl and notif and a page to
 * talk on, from one command. Never part of the jar; nothing here is found by component scanning, so
 * that tests see it only where they ask for it.
 */
@NullMarked
package net.emotives.chatter.dev;

import org.jspecify.annotations.NullMarked;
