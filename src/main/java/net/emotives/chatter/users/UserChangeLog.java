package net.emotives.chatter.users;

/** Log of the users that changed, which every node reads. Implemented by the journal. */
public interface UserChangeLog {

    /** Appends a user, within the transaction of the caller. One statement. */
    void append(UserId user);
}
