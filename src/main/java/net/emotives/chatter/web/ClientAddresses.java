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
 * Holds each client address to a number of sockets on this node and to a rate of refusals, so that
 * one place can neither take all sockets nor keep uacl and the database busy with credentials that
 * are none. Holds nobody where nobody said which proxies to trust: the address may then be that of
 * a gateway, behind which everybody is.
 */
@Component
public class ClientAddresses {

    /** What one household or server is given; it may use any address of it. */
    private static final int NETWORK_BYTES = 8;

    private final ClientsProperties properties;
    private final RateLimiter<String> refusals;
    private final ConcurrentHashMap<String, Integer> sockets = new ConcurrentHashMap<>();

    ClientAddresses(ClientsProperties properties) {
        this.properties = properties;
        this.refusals = new RateLimiter<>(properties.refusals());
    }

    /** Throws {@link ChatterException} where the address was refused too often of late. */
    public void check(String address) {
        if (this.properties.knowsClients()) {
            this.refusals.check(network(address));
        }
    }

    /** Counts credentials that were none. */
    public void refused(String address) {
        if (this.properties.knowsClients()) {
            this.refusals.use(network(address));
        }
    }

    /** Throws {@link ChatterException} where the address has as many sockets as one may have. */
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

    /** The socket is gone. */
    public void closed(String address) {
        this.sockets.computeIfPresent(network(address), (_, open) -> open == 1 ? null : open - 1);
    }

    /** What counts as one address: in version 6 the network of 64 bits. */
    private static String network(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            // What a trusted proxy passed on without looking; all of these are one.
            return "unknown";
        }
    }
}
