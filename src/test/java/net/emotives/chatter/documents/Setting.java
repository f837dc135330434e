package net.emotives.chatter.documents;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting as {@code application.yaml} has it.
 *
 * @param key its whole name, such as {@code chatter.socket.ping}
 * @param value what stands there
 * @param comment what is said about it there, or nothing
 */
record Setting(String key, String value, String comment) {

    private static final Pattern OF_THE_CONTRACT = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");
    private static final Pattern INNER = Pattern.compile("([a-z-]+): ");

    /** The variables of the environment that set it, the parts of a map one by one. */
    List<String> variables() {
        var contract = OF_THE_CONTRACT.matcher(this.value);
        if (contract.matches()) {
            return List.of(contract.group(1));
        }
        return names().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .toList();
    }

    /** Its name, or those of its parts. */
    List<String> names() {
        if (!this.value.startsWith("{")) {
            return List.of(this.key);
        }
        return INNER.matcher(this.value)
                .results()
                .map(part -> this.key + "." + part.group(1))
                .toList();
    }

    /** What it is where nobody sets it. */
    String preset() {
        var contract = OF_THE_CONTRACT.matcher(this.value);
        var text = contract.matches() ? contract.group(2) : this.value;
        return text.replaceAll(Matcher.quoteReplacement("\""), "");
    }
}
