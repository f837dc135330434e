package net.emotives.chatter.users;

/** A change of a user; published after commit. */
public sealed interface UserEvent {

    /**
     * A user changed: its group, whether it is suspended, or that its connections are to be closed.
     * May be repeated, and published where nothing changed.
     *
     * @param here true if this node made the change, so that the others are to be told
     */
    record Changed(User now, boolean here) implements UserEvent {}
}
