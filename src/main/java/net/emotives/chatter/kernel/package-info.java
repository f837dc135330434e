/** What every module may speak of: refusals with their codes, and rates. Knows no Spring. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package net.emotives.chatter.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
