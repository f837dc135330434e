package net.emotives.chatter.testing;

/** Somebody whom uacl knows, with a bearer of his. */
public record Person(String username, String group, String bearer) {}
