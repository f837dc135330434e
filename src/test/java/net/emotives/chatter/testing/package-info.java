/** What the tests speak with: the neighbours of the service, and its clients, over real sockets. */
@NullMarked
package net.emotives.chatter.testing;

import org.jspecify.annotations.NullMarked;
