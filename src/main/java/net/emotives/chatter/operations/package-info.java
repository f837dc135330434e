/** What the people who run the service need: the mail of errors. */
@ApplicationModule(
        displayName = "Operations",
        allowedDependencies = {"kernel"})
@NullMarked
package net.emotives.chatter.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
