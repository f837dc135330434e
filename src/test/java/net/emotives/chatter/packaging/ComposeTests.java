package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

class ComposeTests {

    /** PostgreSQL's own, which the service does not read. */
    private static final String PASSWORD = "POSTGRES_PASSWORD";

    private static final Pattern TAKEN = Pattern.compile("\\$\\{([A-Z_]+)");

    @Test
    void givesTheServiceEachOfItsVariables() throws IOException {
        assertThat(service("chatter").path("environment").propertyNames())
                .containsExactlyInAnyOrderElementsOf(EnvironmentExample.names());
    }

    @Test
    void takesWhatTheExampleNames() throws IOException {
        var taken = new TreeSet<String>();
        TAKEN.matcher(text()).results().forEach(match -> taken.add(match.group(1)));
        taken.remove(PASSWORD);
        assertThat(taken).isNotEmpty();
        assertThat(EnvironmentExample.names()).containsAll(taken);
    }

    @Test
    void runsTheImageAsTheChartDoes() throws IOException {
        var service = service("chatter");
        var user = Dockerfile.last("USER");
        assertThat(service.path("user").asString()).isEqualTo(user);
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.at("/cap_drop/0").asString()).isEqualTo("ALL");
        assertThat(service.at("/security_opt/0").asString()).isEqualTo("no-new-privileges:true");
        assertThat(service.at("/tmpfs/0").asString()).startsWith("/tmp:");
        for (var port : new String[] {"PORT", "MANAGEMENT_PORT"}) {
            var inside = service.path("environment").path(port).asString();
            assertThat(Dockerfile.last("ENV")).contains(port + "=" + inside);
            assertThat(service.path("ports"))
                    .anyMatch(mapped -> mapped.asString().endsWith(":" + inside));
        }
    }

    @Test
    void hasTheDatabaseThatTheServiceIsGiven() throws IOException {
        var database = service("postgres").path("environment");
        assertThat(service("chatter").at("/environment/DATABASE_URL").asString())
                .isEqualTo(
                        "postgres://%s:%s@postgres:5432/%s",
                        database.path("POSTGRES_USER").asString(),
                        database.path(PASSWORD).asString(),
                        database.path("POSTGRES_DB").asString());
    }

    private static JsonNode service(String name) throws IOException {
        Map<String, Object> all = new Yaml().load(text());
        JsonNode tree = JsonMapper.shared().valueToTree(all);
        return tree.path("services").required(name);
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("docs", "compose.yaml"));
    }
}
