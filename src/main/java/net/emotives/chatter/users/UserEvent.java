package net.emotives.chatter.users;

/** What happened to a user; published after commit. */
public sealed interface UserEvent {

    /**
     * He is not who he was: in another group, suspended or admitted again, or to be sent away. May
     * come again, and where nothing changed.
     *
     * @param here whether this node did it, so that the others are to be told
     */
    record Changed(User now, boolean here) implements UserEvent {}
}
