/**
 * Tools for operators: the mail of errors, the health of the neighbours, what became of a
 * notification, and that a setting they left empty is refused.
 */
@ApplicationModule(
        displayName = "Operations",
        allowedDependencies = {
            "kernel",
            "rooms",
            "users",
            "journal",
            "messages",
            "identity",
            "notifications"
        })
@NullMarked
package net.emotives.chatter.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
