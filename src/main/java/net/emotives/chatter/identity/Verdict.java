package net.emotives.chatter.identity;

import net.emotives.chatter.users.User;

import java.time.Duration;

/** uacl accepted a bearer: whose it is, and for how long that may be believed. */
record Verdict(User user, Duration believed) {}
