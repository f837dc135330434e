package net.emotives.chatter.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import net.emotives.chatter.users.UserGroup;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** Room with members and a history. Its properties never change. */
@Entity
@Table(name = "rooms")
public class Room {

    @Id private String id;

    @Column(nullable = false)
    private String visibility;

    private @Nullable String name;

    private @Nullable String data;

    @Column(name = "user_group")
    private @Nullable String userGroup;

    @Column(name = "hide_history", nullable = false)
    private boolean hideHistory;

    /** For JPA alone. */
    @SuppressWarnings("NullAway.Init")
    protected Room() {}

    Room(RoomId id, NewRoom described) {
        this.id = id.value();
        this.visibility = described.visibility().slug();
        this.name = described.name();
        this.data = described.data();
        this.userGroup = described.group().value();
        this.hideHistory = described.hideHistory();
    }

    /** The id. */
    public RoomId id() {
        return RoomId.stored(this.id);
    }

    /** The visibility. */
    public Visibility visibility() {
        return Visibility.valueOf(this.visibility.toUpperCase(Locale.ROOT));
    }

    /** The name; direct rooms have none. */
    public Optional<String> name() {
        return Optional.ofNullable(this.name);
    }

    /** JSON object that an application stores with the room. */
    public Optional<String> data() {
        return Optional.ofNullable(this.data);
    }

    /** The group whose users may join. */
    public UserGroup group() {
        return UserGroup.stored(this.userGroup);
    }

    /** Returns true if members do not see what happened before they joined. */
    public boolean hidesHistory() {
        return this.hideHistory;
    }
}
