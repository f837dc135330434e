package net.emotives.chatter.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Docker runs an image as Kubernetes would by the chart. */
record Container(String name, List<String> command) {

    /** With the user, the limits and the volumes of the chart, but on the machine's network. */
    static Container of(String image, Map<String, String> environment) throws IOException {
        var chart = Chart.shape("gateway");
        var pod = chart.pod();
        var container = chart.container();
        var security = container.path("securityContext");
        var name = "chatter-trial-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        var command = new ArrayList<>(List.of("docker", "run", "--rm", "--name", name));
        command.addAll(List.of("--network", "host"));
        var user = pod.path("securityContext");
        command.add("--user=%s:%s".formatted(user.path("runAsUser"), user.path("runAsGroup")));
        for (var capability : security.at("/capabilities/drop")) {
            command.add("--cap-drop=" + capability.asString());
        }
        command.add("--read-only=" + security.required("readOnlyRootFilesystem").asBoolean());
        command.add(
                "--security-opt=no-new-privileges:"
                        + !security.required("allowPrivilegeEscalation").asBoolean());
        var memory = container.at("/resources/limits/memory").asString();
        command.addAll(List.of("--memory=" + memory.replace("Mi", "m"), "--memory-swap=-1"));
        for (var mount : container.path("volumeMounts")) {
            command.add("--tmpfs=" + mount.path("mountPath").asString() + ":size=256m,mode=1777");
        }
        environment.forEach((key, value) -> command.add("--env=" + key + "=" + value));
        command.add(image);
        return new Container(name, List.copyOf(command));
    }

    /** What the kernel says of its process. */
    Map<String, String> status() throws IOException {
        var status = new HashMap<String, String>();
        for (var line : Files.readAllLines(process().resolve("status"))) {
            var colon = line.indexOf(':');
            status.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return status;
    }

    /** The options with which a folder of it is mounted. */
    String mounted(String folder) throws IOException {
        return Files.readAllLines(process().resolve("mountinfo")).stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields[4].equals(folder))
                .map(fields -> fields[5])
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + folder));
    }

    private Path process() throws IOException {
        return Path.of("/proc", docker("inspect", "--format", "{{.State.Pid}}", this.name));
    }

    /** What Docker's client answers. */
    static String docker(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            var answer = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + answer);
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
