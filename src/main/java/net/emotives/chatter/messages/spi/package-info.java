/** What other modules may hang on the writing of messages. */
@NamedInterface("spi")
@NullMarked
package net.emotives.chatter.messages.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
