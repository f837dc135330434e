/** What stands around the code: the chart, the image, the examples. */
@NullMarked
package net.emotives.chatter.packaging;

import org.jspecify.annotations.NullMarked;
