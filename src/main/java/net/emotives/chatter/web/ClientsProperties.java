package net.emotives.chatter.web;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What one client address may have, and whose word on addresses is taken.
 *
 * @param trustedProxies addresses and CIDR blocks, comma-separated, {@code none}, or empty where
 *     nobody said
 * @param socketsPerAddress open sockets of one address on this node
 * @param refusals refused credentials of one address
 */
@ConfigurationProperties(prefix = "chatter.clients", ignoreUnknownFields = false)
record ClientsProperties(String trustedProxies, int socketsPerAddress, Rate refusals) {

    private static final String NONE = "none";

    ClientsProperties {
        var _ = Limits.of("chatter.clients").atLeast(1, "sockets-per-address", socketsPerAddress);
        if (!trustedProxies.isBlank() && !trustedProxies.equals(NONE)) {
            for (var block : trustedProxies.split(",", -1)) {
                check(block.strip());
            }
        }
    }

    /** Whether the address of a request is known to be a client's, and not perhaps a gateway's. */
    boolean knowsClients() {
        return !this.trustedProxies.isBlank();
    }

    private static void check(String block) {
        try {
            if (!block.matches("[0-9a-fA-F.:]+(/[0-9]+)?")) {
                throw new IllegalArgumentException("no address");
            }
            var _ = new IpAddressMatcher(block);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "chatter.clients.trusted-proxies must be addresses or CIDR blocks such as"
                            + " 10.0.0.0/8, separated by commas, or none; this is neither: "
                            + block,
                    wrong);
        }
    }
}
