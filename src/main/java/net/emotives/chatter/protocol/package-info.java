/** Protocol adapters: a module each, none of which imports another. Holds no types itself. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package net.emotives.chatter.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
