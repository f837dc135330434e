package net.emotives.chatter.documents;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code application.yaml} with its comments, which a parser of YAML leaves out. */
final class Settings {

    private static final Pattern LINE = Pattern.compile("( *)([a-z][\\w.-]*):(?: (.*))?");

    private final Map<String, String> groups = new LinkedHashMap<>();
    private final List<Setting> all = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<String> comment = new ArrayList<>();

    private Settings() {}

    /** Those of the service. */
    static Settings read() throws IOException {
        var settings = new Settings();
        Files.readAllLines(Path.of("src/main/resources/application.yaml")).forEach(settings::take);
        return settings;
    }

    /** All below that name, in their order. */
    List<Setting> below(String name) {
        return this.all.stream().filter(setting -> setting.key().startsWith(name + ".")).toList();
    }

    /** The groups directly below that name, and what is said about each. */
    Map<String, String> groupsOf(String name) {
        return this.groups.entrySet().stream()
                .filter(group -> group.getKey().matches(Pattern.quote(name) + "\\.[a-z0-9-]+"))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private void take(String line) {
        var text = line.strip();
        var matcher = LINE.matcher(line);
        if (text.startsWith("# ")) {
            this.comment.add(text.substring(2));
        } else if (matcher.matches()) {
            take(matcher.group(1).length() / 2, matcher.group(2), matcher.group(3));
        } else {
            this.comment.clear();
        }
    }

    private void take(int depth, String name, @Nullable String value) {
        while (this.path.size() > depth) {
            this.path.removeLast();
        }
        this.path.addLast(name);
        var key = String.join(".", this.path);
        var said = String.join(" ", this.comment);
        this.comment.clear();
        if (value == null) {
            this.groups.put(key, said);
        } else {
            this.all.add(new Setting(key, value, said));
        }
    }
}
