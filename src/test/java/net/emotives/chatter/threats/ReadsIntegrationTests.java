package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Limits on concurrent reads of one user, and of all users together. */
@GuardedTest
class ReadsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private Reads reads;

    @Test
    void userReadsAtARate() {
        var reader = this.neighbours.person("reader", "books");
        for (var i = 0; i < GuardedTest.READS; i++) {
            assertThat(this.chatter.get("/connections", reader).status()).isEqualTo(200);
        }
        var refused = this.chatter.get("/connections", reader);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.said()).contains("slow down");
        var other = this.neighbours.person("other", "books");
        assertThat(this.chatter.get("/connections", other).status()).isEqualTo(200);
    }

    @Test
    void userReadsLittleAtOnceAndNobodyMoreThanTheNodeHasRoomFor() {
        var reader = this.neighbours.person("reader", "books");
        this.chatter.get("/connections", reader);
        var path = "/messages?from=" + reader.username() + "&to=" + reader.username();
        try (var _ = this.reads.holdForClient(Long.MAX_VALUE)) {
            var answers =
                    Stream.generate(() ->
                                    CompletableFuture.supplyAsync(
                                            () -> this.chatter.get(path, reader),
                                            Thread::startVirtualThread))
                            .limit(3)
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(429, 503, 503);
            assertThat(answers).allMatch(answer -> answer.header("Retry-After").isPresent());
        }
        assertThat(this.chatter.get(path, reader).status()).isEqualTo(200);
        // And what that took is given back.
        this.reads.holdForClient(Long.MAX_VALUE).close();
    }

    @Test
    void historyFindsNoRoomAndIsToldToComeAgain() {
        var reader = this.neighbours.person("reader", "books");
        try (var socket = this.chatter.connectV2(reader)) {
            var sent = socket.to(reader.username(), "1", "a note");
            try (var _ = this.reads.hold(Long.MAX_VALUE)) {
                var refusal = socket.refusal("history", f -> f.set("room", sent.get("room")));
                assertThat(refusal.get("code").asString()).isEqualTo("overloaded");
                assertThat(refusal.get("retry_after").asDouble()).isPositive();
            }
            assertThat(socket.request("history", f -> f.set("room", sent.get("room"))).get("items"))
                    .hasSize(1);
        }
    }

    @Test
    void listsFindNoRoomAndAreToldToComeAgain() {
        var reader = this.neighbours.person("reader", "books");
        try (var socket = this.chatter.connectV2(reader)) {
            var room =
                    socket.request(
                                    "create_room",
                                    f -> f.put("name", "shelf").put("visibility", "public"))
                            .get("room");
            Consumer<ObjectNode> none = _ -> {};
            Consumer<ObjectNode> ofRoom = f -> f.set("room", room);
            var lists = Map.of("members", ofRoom, "joinable", none, "rooms", none);
            try (var _ = this.reads.hold(Long.MAX_VALUE)) {
                lists.forEach((type, fields) ->
                        assertThat(socket.refusal(type, fields).get("code").asString())
                                .as(type)
                                .isEqualTo("overloaded"));
            }
            lists.forEach((type, fields) ->
                    assertThat(socket.request(type, fields).get("items")).as(type).hasSize(1));
        }
        try (var _ = this.reads.holdForClient(Long.MAX_VALUE)) {
            assertThat(this.chatter.get("/connections", reader).status()).isEqualTo(503);
        }
    }

    @Test
    void resumeThatCannotGoOnEndsWithACodeToComeBackAfter() throws InterruptedException {
        var reader = this.neighbours.person("reader", "books");
        String room;
        String epoch;
        try (var socket = this.chatter.connectV2(reader)) {
            room = socket.to(reader.username(), "1", "a note").get("room").asString();
            epoch = socket.welcome().get("epoch").asString();
        }
        try (var back = this.chatter.connectV2(reader);
                var _ = this.reads.hold(Long.MAX_VALUE)) {
            back.resume(epoch, Map.of(room, 0L));
            back.awaitClosed();
            assertThat(back.closeCode()).isEqualTo(1013);
            assertThat(back.closeReason()).isEqualTo("overloaded");
        }
        try (var again = this.chatter.connectV2(reader)) {
            again.resume(epoch, Map.of(room, 0L));
            again.nextPush("sent");
        }
    }
}
