/** Holds the documents to the code that they speak of. */
@NullMarked
package net.emotives.chatter.documents;

import org.jspecify.annotations.NullMarked;
