package net.emotives.chatter.transport;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.web.ClientAddresses;
import net.emotives.chatter.web.WebProperties;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides which client connections this node takes, whatever their user: by origin, by draining, by
 * connections of the client's address. Thread-safe. Never blocks.
 */
@Component
public class Admission {

    private final Links links;
    private final ClientAddresses addresses;
    private final WebProperties web;

    Admission(Links links, ClientAddresses addresses, WebProperties web) {
        this.links = links;
        this.addresses = addresses;
        this.web = web;
    }

    /**
     * Throws {@link ChatterException} if no connection may be opened.
     *
     * @param origin that of the page which opens it, where a browser says one
     * @param address that of the client
     */
    public void check(@Nullable String origin, String address) {
        if (origin != null && !this.web.allows(origin)) {
            throw new OriginNotAllowed();
        }
        if (this.links.isDraining()) {
            throw new NodeDraining();
        }
        this.addresses.checkSockets(address);
    }

    /** Counts a connection of the address, until {@link #closed}. */
    public void opened(String address) {
        this.addresses.opened(address);
    }

    /** Ends the count of a connection of the address. */
    public void closed(String address) {
        this.addresses.closed(address);
    }
}
