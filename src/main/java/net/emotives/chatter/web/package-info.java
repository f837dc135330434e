/**
 * Shared by HTTP adapters: error routing by path, CORS, health, client addresses, base security,
 * trailing slashes.
 */
@ApplicationModule(allowedDependencies = {"kernel", "database", "cluster"})
@NullMarked
package net.emotives.chatter.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
