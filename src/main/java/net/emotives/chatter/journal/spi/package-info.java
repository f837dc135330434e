/** Interfaces that other modules implement to take part in each commit of the journal. */
@NamedInterface("spi")
@NullMarked
package net.emotives.chatter.journal.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
