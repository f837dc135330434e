package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.testing.Answer;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Where an answer leads on to (RFC 8288). */
record LinkHeader(Map<String, String> targets) {

    private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"(\\w+)\"");

    static LinkHeader of(Answer answer) {
        var targets = new HashMap<String, String>();
        LINK.matcher(answer.header("Link").orElse(""))
                .results()
                .forEach(link -> targets.put(link.group(2), link.group(1)));
        return new LinkHeader(targets);
    }

    boolean has(String relation) {
        return this.targets.containsKey(relation);
    }

    String get(String relation) {
        var target = this.targets.get(relation);
        if (target == null) {
            throw new AssertionError("no link " + relation + " in " + this.targets);
        }
        return target;
    }
}
