package net.emotives.chatter.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.UUID;

/** uacl and notif as real HTTP servers, which behave by their contracts unless told otherwise. */
public final class Neighbours implements AutoCloseable {

    /** The secret that the services share. */
    public static final String SECRET = "the shared secret";

    private final WireMockServer uacl = server();
    private final WireMockServer notif = server();

    public Neighbours() {
        behave();
    }

    private static WireMockServer server() {
        var server = new WireMockServer(options().dynamicPort().containerThreads(60));
        server.start();
        return server;
    }

    public String verificationUrl() {
        return this.uacl.baseUrl() + "/authorize";
    }

    public String notificationUrl() {
        return this.notif.baseUrl() + "/internal_notification";
    }

    /** Both do as they should; people and notifications are forgotten. */
    public void behave() {
        this.uacl.resetAll();
        this.uacl.stubFor(
                any(anyUrl())
                        .atPriority(9)
                        .willReturn(
                                aResponse()
                                        .withStatus(401)
                                        .withBody(
                                                "{\"result\":null,\"message\":[{\"message\":\"Unauthorised\"}]}")));
        this.notif.resetAll();
        notifAnswers(aResponse().withStatus(201).withBody("{}"));
    }

    /** A new person of a name that nobody had before. */
    public Person person(String name, String group) {
        return login(name + "_" + UUID.randomUUID().toString().substring(0, 8), group);
    }

    /** A new bearer of that person, whom uacl knows from now on as of this group. */
    public Person login(String username, String group) {
        return login(username, group, UUID.randomUUID().toString());
    }

    public Person login(String username, String group, String token) {
        var bearer = "Bearer " + token;
        var result =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("name", username)
                        .put("username", username)
                        .put("user_group", group);
        this.uacl.stubFor(
                authorize(bearer)
                        .willReturn(okJson("{\"result\":" + result + ",\"message\":null}")));
        return new Person(username, group, bearer);
    }

    /** What uacl answers to this bearer. */
    public Person uaclAnswers(ResponseDefinitionBuilder answer) {
        var bearer = "Bearer " + UUID.randomUUID();
        this.uacl.stubFor(authorize(bearer).willReturn(answer));
        return new Person("unknown", "unknown", bearer);
    }

    private static MappingBuilder authorize(String bearer) {
        return get("/authorize").withHeader("Authorization", equalTo(bearer));
    }

    /** How often uacl was asked about this bearer. */
    public int questionsAbout(Person person) {
        return this.uacl
                .findAll(
                        getRequestedFor(urlEqualTo("/authorize"))
                                .withHeader("Authorization", equalTo(person.bearer())))
                .size();
    }

    /** What notif answers from now on, to whatever it is asked. */
    public void notifAnswers(ResponseDefinitionBuilder answer) {
        this.notif.stubFor(post("/internal_notification").willReturn(answer));
    }

    /** The server that plays notif, for what is not foreseen here. */
    public WireMockServer notif() {
        return this.notif;
    }

    /** The server that plays uacl, for what is not foreseen here. */
    public WireMockServer uacl() {
        return this.uacl;
    }

    /** What notif was told of this recipient, whatever it answered, in order. */
    public List<JsonNode> toldOf(Person recipient) {
        return requestsTo(recipient).stream()
                .map(request -> JsonMapper.shared().readTree(request.getBodyAsString()))
                .toList();
    }

    /** The same, with the headers. */
    public List<LoggedRequest> requestsTo(Person recipient) {
        return this.notif.findAll(postRequestedFor(urlEqualTo("/internal_notification"))).stream()
                .filter(request ->
                        JsonMapper.shared()
                                .readTree(request.getBodyAsString())
                                .path("username_to")
                                .asString()
                                .equals(recipient.username()))
                .toList();
    }

    @Override
    public void close() {
        this.uacl.stop();
        this.notif.stop();
    }
}
