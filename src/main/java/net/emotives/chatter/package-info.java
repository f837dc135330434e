/** Chatter, a self-hosted chat service. Every package below is a module with its own walls. */
@NullMarked
package net.emotives.chatter;

import org.jspecify.annotations.NullMarked;
