package net.emotives.chatter.operations;

import net.emotives.chatter.kernel.StartRefused;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Keeps what is for operators off the clients' port. */
@Configuration(proxyBeanMethods = false)
class ManagementPort {

    ManagementPort(Environment environment) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new StartRefused(
                    "Metrics and details are not for clients: MANAGEMENT_PORT must be another port"
                            + " than PORT, or not set.");
        }
    }
}
