package net.emotives.chatter.notifications;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** What notif took: was asked, and answered 201. */
record Accepted(Neighbours neighbours) {

    /** The sentences of this recipient, in order, repeats and all. */
    List<String> by(Person recipient) {
        return this.neighbours.notif().getAllServeEvents().reversed().stream()
                .filter(event -> event.getResponse().getStatus() == 201)
                .map(Accepted::body)
                .filter(told -> told.path("username_to").asString().equals(recipient.username()))
                .map(told -> told.get("message").asString())
                .toList();
    }

    private static JsonNode body(ServeEvent event) {
        return JsonMapper.shared().readTree(event.getRequest().getBodyAsString());
    }
}
