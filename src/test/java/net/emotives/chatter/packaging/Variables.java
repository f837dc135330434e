package net.emotives.chatter.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The environment variables that {@code application.yaml} maps. */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z_]+):");

    private Variables() {}

    static SortedSet<String> ofTheService() throws IOException {
        var names = new TreeSet<String>();
        var reference = Files.readString(Path.of("src/main/resources/application.yaml"));
        VARIABLE.matcher(reference).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
