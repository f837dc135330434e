package net.emotives.chatter.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** User as last mirrored from uacl. Instances are snapshots and do not change. */
@Entity
@Table(name = "users")
public class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false, updatable = false)
    private String username;

    @Column(name = "user_group")
    private @Nullable String userGroup;

    private boolean suspended;

    @Column(name = "sent_away")
    private long sentAway;

    /** For JPA alone. */
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    User(UserId username, UserGroup group) {
        this.username = username.value();
        this.userGroup = group.column();
    }

    /** The name. */
    public UserId id() {
        return UserId.stored(this.username);
    }

    /** The group, as last mirrored. */
    public UserGroup group() {
        return UserGroup.stored(this.userGroup);
    }

    /** Returns true if the user may not connect. */
    public boolean isSuspended() {
        return this.suspended;
    }

    /** Returns true if the connections of the user as of {@code before} must be closed. */
    public boolean wasSentAwaySince(User before) {
        return this.suspended || this.sentAway > before.sentAway;
    }
}
