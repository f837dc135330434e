package net.emotives.chatter.notifications;

/** Conditions under which notif is told of a message. */
enum NotifyWhen {
    /** Of every one. */
    ALWAYS,
    /** Only of those that no connection of the recipient has shown to have got. */
    OFFLINE
}
