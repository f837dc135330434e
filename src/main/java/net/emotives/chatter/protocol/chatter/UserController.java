package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.Users;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/**
 * Creates a user that uacl just created. uacl sends everything it knows of the user, the password
 * included: two fields are read, and the rest is neither stored nor logged.
 */
@RestController
class UserController {

    private final Users users;
    private final Bodies bodies;

    UserController(Users users, Bodies bodies) {
        this.users = users;
        this.bodies = bodies;
    }

    @PostMapping("/user")
    @ResponseStatus(HttpStatus.CREATED)
    Envelope create(HttpServletRequest request) throws IOException {
        var body = this.bodies.object(request, "username and user_group");
        var username = this.bodies.username(body);
        var group =
                UserGroup.of(this.bodies.text(body, "user_group").value())
                        .orElseThrow(() ->
                                Bodies.invalid("user_group", "must have at most 56 characters"));
        this.users.create(username, group);
        return Envelope.saying("Created user");
    }
}
