package net.emotives.chatter.rooms;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.time.Instant;

/** A lasting place with members and a history. */
@Entity
@Table(name = "rooms")
class Room {

    @Id private String id;

    private Instant createdAt;

    /** For JPA alone. */
    @SuppressWarnings("NullAway.Init")
    protected Room() {}

    RoomId id() {
        return new RoomId(this.id);
    }

    Instant createdAt() {
        return this.createdAt;
    }
}
