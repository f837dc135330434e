package net.emotives.chatter.rooms;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param open whether people of different groups may talk
 */
@ConfigurationProperties(prefix = "chatter.rooms", ignoreUnknownFields = false)
record RoomsProperties(boolean open) {}
