package net.emotives.chatter.protocol.chatter.v1;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.HistoryCursor;
import net.emotives.chatter.messages.Page;
import net.emotives.chatter.protocol.chatter.Envelope;
import net.emotives.chatter.protocol.chatter.InvalidRequest;
import net.emotives.chatter.protocol.chatter.UserReadsFilter;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.Map;

/**
 * Shows what two users said to each other, a page at a time. A cursor is the id of a message, as
 * frames carry it too.
 */
@RestController
class MessagesController {

    private final History history;
    private final Reads reads;
    private final Users users;

    MessagesController(History history, Reads reads, Users users) {
        this.history = history;
        this.reads = reads;
        this.users = users;
    }

    @GetMapping("/messages")
    ResponseEntity<Envelope> page(
            @AuthenticationPrincipal User caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String skip,
            HttpServletRequest request) {
        var other = other(caller, from, to);
        var room = RoomId.direct(caller.id(), other);
        var asked = Parameters.number("limit", limit, 1).orElse(this.history.page());
        var skipped = Parameters.number("skip", skip, 0).orElse(0);
        if (before != null && after != null) {
            throw Parameters.invalid("before", "and after exclude each other");
        }
        if (skipped > 0 && (before != null || after != null)) {
            throw Parameters.invalid(
                    "skip", "counts from the newest message, and excludes before and after");
        }
        var hold = this.reads.holdForClient(this.reads.page());
        UserReadsFilter.keep(request, hold);
        var page = hold.read(() -> page(room, before, after, skipped, asked));
        var items =
                page.items().stream()
                        .filter(message -> !message.isDeleted())
                        .map(MessageView::from)
                        .toList();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, links(page, caller, other, asked).values())
                .body(Envelope.of(items));
    }

    private Page page(
            RoomId room, @Nullable String before, @Nullable String after, int skipped, int asked) {
        var sight = History.Sight.whole(room);
        var extent = new History.Extent(asked, this.reads.page());
        if (before != null) {
            return this.history.before(sight, cursor(room, "before", before), extent);
        }
        return after == null
                ? this.history.newest(sight, skipped, extent)
                : this.history.after(sight, cursor(room, "after", after), extent);
    }

    private UserId other(User caller, @Nullable String from, @Nullable String to) {
        if (from == null || from.isEmpty()) {
            throw Parameters.invalid("from", "must be there: your own username");
        }
        if (!from.equals(caller.id().value())) {
            throw new InvalidRequest(
                    HttpStatus.FORBIDDEN, "from must be your own username", "from");
        }
        if (to == null || to.isEmpty()) {
            throw Parameters.invalid("to", "must be there: the username of whom you talked with");
        }
        return UserId.of(to)
                .flatMap(this.users::find)
                .map(User::id)
                .orElseThrow(() -> Parameters.invalid("to", "names nobody"));
    }

    private HistoryCursor cursor(RoomId room, String name, String value) {
        return Parameters.id(name, value)
                .flatMap(id -> this.history.cursorAt(room, new MessageId(id)))
                .orElseThrow(
                        () -> Parameters.invalid(name, "must be the id of a message of the two"));
    }

    private static PageLinks links(Page page, User caller, UserId other, int limit) {
        var links = new PageLinks();
        if (page.older() && !page.items().isEmpty()) {
            links.add("next", link(caller, other, limit, "before", page.items().getFirst().id()));
        }
        if (page.newer() && !page.items().isEmpty()) {
            links.add("prev", link(caller, other, limit, "after", page.items().getLast().id()));
        }
        return links;
    }

    private static UriComponentsBuilder link(
            User caller, UserId other, int limit, String cursor, MessageId id) {
        return UriComponentsBuilder.fromPath("/messages")
                .queryParam("from", "{from}")
                .queryParam("to", "{to}")
                .queryParam("limit", limit)
                .queryParam(cursor, id.value())
                .uriVariables(Map.of("from", caller.id().value(), "to", other.value()));
    }
}
