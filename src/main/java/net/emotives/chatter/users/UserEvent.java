package net.emotives.chatter.users;

/** What happened to a user; published after commit. */
public sealed interface UserEvent {

    /** uacl tells another group than before. */
    record GroupChanged(UserId user, UserGroup from, UserGroup to) implements UserEvent {}
}
