package net.emotives.chatter.documents;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The records that hold the settings, and what their documentation says of each. */
final class Records {

    private static final String ROOT = "net.emotives.chatter";

    private Records() {}

    /** By the name of the setting, what the code says of it. */
    static SortedMap<String, String> settings() throws IOException, ClassNotFoundException {
        var settings = new TreeMap<String, String>();
        for (var type : all()) {
            var prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
            var source = source(type);
            for (var component : components(type)) {
                settings.put(
                        prefix + "." + kebab(component.getName()),
                        documented(source, component.getName()));
            }
        }
        return settings;
    }

    private static List<Class<?>> all() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new ArrayList<Class<?>>();
        for (var candidate : scanner.findCandidateComponents(ROOT)) {
            types.add(Class.forName(candidate.getBeanClassName()));
        }
        return types;
    }

    private static List<RecordComponent> components(Class<?> type) {
        if (!type.isRecord()) {
            throw new AssertionError(type + " is no record");
        }
        return Arrays.asList(type.getRecordComponents());
    }

    private static String source(Class<?> type) throws IOException {
        var file = type.getName().replace('.', '/') + ".java";
        return Files.readString(Path.of("src/main/java").resolve(file));
    }

    private static String documented(String source, String component) {
        var param =
                Pattern.compile(
                        "@param " + component + "\\s(.*?)(?=\\n \\* @|\\n \\*/)", Pattern.DOTALL);
        return param.matcher(source)
                .results()
                .map(match -> match.group(1).replaceAll("\\s*\\n \\*\\s*", " ").strip())
                .map(text -> text.replaceAll("\\{@code ([^}]*)}", "`$1`"))
                .findFirst()
                .orElse("");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
