package net.emotives.chatter.web;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.RateLimiter;

import org.springframework.stereotype.Component;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits per client address: open connections on this node, and refused credentials, so that one
 * address can neither take all connections nor keep uacl and the database busy. Limits nothing if
 * no trusted proxies are set: the address may then be that of a gateway. Thread-safe. Never blocks.
 */
@Component
public class ClientAddresses {

    /** Bytes of the network that one household or server is given. */
    private static final int NETWORK_BYTES = 8;

    private final ClientsProperties properties;
    private final RateLimiter<String> refusals;
    private final ConcurrentHashMap<String, Integer> sockets = new ConcurrentHashMap<>();

    ClientAddresses(ClientsProperties properties) {
        this.properties = properties;
        this.refusals = new RateLimiter<>(properties.refusals());
    }

    /** Throws {@link ChatterException} if the address was refused too often lately. */
    public void check(String address) {
        if (this.properties.knowsClients()) {
            this.refusals.check(network(address));
        }
    }

    /** Counts refused credentials. */
    public void refused(String address) {
        if (this.properties.knowsClients()) {
            this.refusals.use(network(address));
        }
    }

    /** Throws {@link ChatterException} if the address has as many connections as it may have. */
    public void checkSockets(String address) {
        var open = this.sockets.getOrDefault(network(address), 0);
        if (this.properties.knowsClients() && open >= this.properties.socketsPerAddress()) {
            throw new TooManyConnections();
        }
    }

    /** Counts a socket that was opened, until {@link #closed}. */
    public void opened(String address) {
        this.sockets.merge(network(address), 1, Integer::sum);
    }

    /** Ends the count of a socket. */
    public void closed(String address) {
        this.sockets.computeIfPresent(network(address), (_, open) -> open == 1 ? null : open - 1);
    }

    /** Returns what counts as one address: in version 6 the network of 64 bits. */
    private static String network(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            // A trusted proxy passed it on unchecked; all of these count as one.
            return "unknown";
        }
    }
}
