package net.emotives.chatter.cluster;

/** What carries hints between nodes. */
enum Bus {
    POSTGRES,
    REDIS
}
