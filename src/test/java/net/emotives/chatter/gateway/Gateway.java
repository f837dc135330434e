package net.emotives.chatter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.JarProcess;

import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real gateway of Debian's before two nodes, configured as docs/gateway.md says, but for
 * addresses and for idle time-outs of {@link #IDLE_SECONDS} s.
 */
final class Gateway implements AutoCloseable {

    static final int IDLE_SECONDS = 6;

    private final Path folder;
    private final int port = JarProcess.freePort();
    private final Process process;

    private Gateway(String program, String language, List<JarProcess> nodes) throws IOException {
        this.folder = Files.createTempDirectory("chatter-" + program);
        var documented = configured(documented(language), nodes);
        var file = this.folder.resolve("configuration");
        Files.writeString(file, language.equals("nginx") ? nginx(documented) : haproxy(documented));
        var command =
                language.equals("nginx")
                        ? List.of(
                                program(program),
                                "-p",
                                this.folder.toString(),
                                "-c",
                                file.toString())
                        : List.of(program(program), "-db", "-f", file.toString());
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(this.folder.resolve("output.log").toFile())
                        .start();
        await().until(() -> {
            assertThat(this.process.isAlive()).as(() -> logs()).isTrue();
            return answers();
        });
    }

    static Gateway nginx(List<JarProcess> nodes) throws IOException {
        return new Gateway("nginx", "nginx", nodes);
    }

    static Gateway haproxy(List<JarProcess> nodes) throws IOException {
        return new Gateway("haproxy", "haproxy", nodes);
    }

    int port() {
        return this.port;
    }

    /** A client that comes by way of it. */
    Chatter chatter() {
        return new Chatter(this.port);
    }

    /** Everything it has written anywhere. */
    String logs() {
        var text = new StringBuilder();
        try (var files = Files.list(this.folder)) {
            for (var file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private boolean answers() {
        try {
            return chatter().get("/readyz", null).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String documented(String language) throws IOException {
        var blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("docs/gateway.md")));
        assertThat(blocks.find()).isTrue();
        return blocks.group(1);
    }

    private String configured(String text, List<JarProcess> nodes) {
        return text.replace("chatter-1:8080", "127.0.0.1:" + nodes.getFirst().port())
                .replace("chatter-2:8080", "127.0.0.1:" + nodes.getLast().port())
                .replace("listen 80;", "listen 127.0.0.1:" + this.port + ";")
                .replace("bind :80", "bind 127.0.0.1:" + this.port)
                .replace("/var/log/nginx", this.folder.toString())
                .replace("60s", IDLE_SECONDS + "s");
    }

    private String nginx(String documented) {
        var temporary =
                List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                        .map(kind -> kind + "_temp_path " + this.folder.resolve(kind) + ";\n")
                        .toList();
        return """
        daemon off;
        master_process off;
        pid %1$s/pid;
        error_log %1$s/main.log;
        events {}
        http {
        %2$s
        %3$s
        }
        """
                .formatted(this.folder, String.join("", temporary), documented);
    }

    private static String haproxy(String documented) {
        return "global\n    log stdout format raw local0\n\n" + documented;
    }

    private static String program(String name) {
        var path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "No %s is on the path (Debian: apt-get install nginx-light haproxy)."
                                        .formatted(name)))
                .toString();
    }

    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(this.folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
