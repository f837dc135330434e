package net.emotives.chatter.packaging;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The instructions of the {@code Dockerfile}. */
final class Dockerfile {

    private Dockerfile() {}

    /** Each on one line, without comments. */
    static List<String> instructions() throws IOException {
        var text = Files.readString(Path.of("Dockerfile"));
        return text.replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Those of the stage that becomes the image. */
    static List<String> ofTheImage() throws IOException {
        var all = instructions();
        var last = all.stream().filter(line -> line.startsWith("FROM ")).toList().getLast();
        return all.subList(all.lastIndexOf(last), all.size());
    }

    /** What follows a word in the last instruction of the image that begins with it. */
    static String last(String word) throws IOException {
        return ofTheImage().stream()
                .filter(line -> line.startsWith(word + " "))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("no " + word))
                .substring(word.length() + 1);
    }

    /** The modules that the image's Java is made of. */
    static List<String> modules() throws IOException {
        var words = List.of(String.join(" ", instructions()).split(" +"));
        return List.of(words.get(words.indexOf("--add-modules") + 1).split(","));
    }

    /** What the image is started with. */
    static List<String> entrypoint() throws IOException {
        return List.of(JsonMapper.shared().readValue(last("ENTRYPOINT"), String[].class));
    }
}
