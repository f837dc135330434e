package net.emotives.chatter.dev;

import net.emotives.chatter.dev.Answer.Notice;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A person as uacl tells of him. */
record Person(String name, String username, String userGroup) {

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{N} _]+");

    /** The person who asks to be let in; uacl keeps usernames and groups in lower case. */
    static Person asking(String username, String userGroup) {
        var name = composed(username);
        return new Person(
                name, name.toLowerCase(Locale.ROOT), composed(userGroup).toLowerCase(Locale.ROOT));
    }

    /** Normalises a text to NFC: an accent may be a character of its own. */
    private static String composed(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** What uacl has against the person, if anything. */
    Optional<Notice> objection() {
        if (this.username.length() < 3 || this.username.length() > 100) {
            return Optional.of(new Notice("A name has 3 to 100 characters", "username"));
        }
        if (!ALLOWED.matcher(this.username).matches()) {
            return Optional.of(
                    new Notice("A name has letters, digits, spaces and underscores", "username"));
        }
        if (this.userGroup.isEmpty() || this.userGroup.length() > 56) {
            return Optional.of(new Notice("A group has 1 to 56 characters", "user_group"));
        }
        if (!ALLOWED.matcher(this.userGroup).matches()) {
            return Optional.of(
                    new Notice(
                            "A group has letters, digits, spaces and underscores", "user_group"));
        }
        return Optional.empty();
    }
}
