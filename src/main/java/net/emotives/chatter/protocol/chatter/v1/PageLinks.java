package net.emotives.chatter.protocol.chatter.v1;

import org.springframework.web.util.UriComponentsBuilder;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@code Link} header (RFC 8288) of a page: relative references, so that they hold behind any
 * gateway. Going on is {@code next}, as in any list; in a history, which begins with its newest
 * page, that is towards the past.
 */
final class PageLinks {

    private final List<String> links = new ArrayList<>();

    PageLinks add(String relation, UriComponentsBuilder target) {
        this.links.add("<" + target.encode().build().toUriString() + ">; rel=\"" + relation + "\"");
        return this;
    }

    String[] values() {
        return this.links.isEmpty() ? new String[0] : new String[] {String.join(", ", this.links)};
    }
}
