package net.emotives.chatter.users;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The group a user belongs to at uacl, at most 56 characters; users without one form the group
 * {@link #NONE}.
 */
public record UserGroup(String value) {

    /** The group of those without a group; written as NULL. */
    public static final UserGroup NONE = new UserGroup("");

    /** The most characters a group can have: the width of its column. */
    public static final int MAX_LENGTH = 56;

    public UserGroup {
        if (!Texts.fits(value, MAX_LENGTH)) {
            throw new IllegalArgumentException("a group has at most " + MAX_LENGTH + " characters");
        }
    }

    /**
     * The group of that name, where it can be one; nothing and the empty name are {@link #NONE}.
     */
    public static Optional<UserGroup> of(@Nullable String value) {
        if (value == null) {
            return Optional.of(NONE);
        }
        return Texts.fits(value, MAX_LENGTH) ? Optional.of(new UserGroup(value)) : Optional.empty();
    }

    @Nullable String column() {
        return this.value.isEmpty() ? null : this.value;
    }

    @Override
    public String toString() {
        return this.value;
    }
}
