package net.emotives.chatter.dev;

import net.emotives.chatter.dev.Answer.Notice;

/**
 * Speaks uacl's contract: who logs in gets a bearer, and who shows a bearer is told about. Unlike
 * uacl it asks for no password, and so lets anybody in as anybody.
 */
final class UaclStandIn {

    private final Bearers bearers;

    UaclStandIn(Bearers bearers) {
        this.bearers = bearers;
    }

    /** What a login answers; the rest of uacl's answer nobody here needs. */
    private record Login(String username, String userGroup, String token) {}

    void serve(LoopbackServer server) {
        server.route("GET", "/authorize", this::authorize);
        server.route("POST", "/login", this::login);
    }

    private Answer authorize(Request request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> this.bearers.check(header.substring("Bearer ".length())))
                .map(person -> Answer.of(200, person))
                .orElseGet(() -> Answer.refused(401, new Notice("Unauthorised")));
    }

    private Answer login(Request request) {
        var json = request.json();
        if (json.isEmpty()) {
            return Answer.refused(400, new Notice("The body must be a JSON object"));
        }
        var person =
                Person.asking(
                        Request.text(json.get(), "username"),
                        Request.text(json.get(), "user_group"));
        return person.objection()
                .map(notice -> Answer.refused(401, notice))
                .orElseGet(() ->
                        Answer.of(
                                201,
                                new Login(
                                        person.username(),
                                        person.userGroup(),
                                        this.bearers.sign(person))));
    }
}
