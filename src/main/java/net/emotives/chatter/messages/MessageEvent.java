package net.emotives.chatter.messages;

/**
 * What happened to a message; published after commit, of one room in the order of the sequence, on
 * one thread.
 */
public sealed interface MessageEvent {

    /** Somebody said something. */
    record Sent(Message message) implements MessageEvent {}
}
