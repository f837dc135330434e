/** The service behind gateways, with the configurations of docs/gateway.md. */
@NullMarked
package net.emotives.chatter.gateway;

import org.jspecify.annotations.NullMarked;
