/** Shared by all modules: refusals with their codes, rates, threads. Knows no Spring. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package net.emotives.chatter.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
