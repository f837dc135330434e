package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.tracing.Tracing;

import org.springframework.stereotype.Component;

/** Pushes, gap reads and polls of the change log for {@link RoomFeeds}. Never blocks. */
@Component
class FeedActions implements RoomFeeds.Actions {

    private final Audiences audiences;
    private final GapReader gaps;
    private final PollRequests polls;
    private final Tracing tracing;

    FeedActions(Audiences audiences, GapReader gaps, PollRequests polls, Tracing tracing) {
        this.audiences = audiences;
        this.gaps = gaps;
        this.polls = polls;
        this.tracing = tracing;
    }

    @Override
    public boolean isFollowed(RoomEvent event) {
        return this.audiences.isFollowed(event);
    }

    @Override
    public void carry(RoomEvent event) {
        try (var _ = this.tracing.push(event.room().value(), event.sequence())) {
            this.audiences.carry(event);
        }
    }

    @Override
    public void readMissing(RoomFeeds feeds, RoomId room) {
        this.gaps.read(feeds, room);
    }

    @Override
    public boolean requestPoll() {
        if (!this.polls.areUseful()) {
            return false;
        }
        this.polls.request();
        return true;
    }
}
