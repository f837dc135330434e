package net.emotives.chatter.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import net.emotives.chatter.users.UserGroup;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** A lasting place with members and a history. What is said here of a room never changes. */
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
        return new RoomId(this.id);
    }

    /** Who may find it and come in. */
    public Visibility visibility() {
        return Visibility.valueOf(this.visibility.toUpperCase(Locale.ROOT));
    }

    /** What people call it; direct rooms have no name. */
    public Optional<String> name() {
        return Optional.ofNullable(this.name);
    }

    /** What an application keeps with it: a JSON object, as it was given. */
    public Optional<String> data() {
        return Optional.ofNullable(this.data);
    }

    /** Whose people may come in. */
    public UserGroup group() {
        return this.userGroup == null ? UserGroup.NONE : new UserGroup(this.userGroup);
    }

    /** Whether members see nothing of what happened before they joined. */
    public boolean hidesHistory() {
        return this.hideHistory;
    }
}
