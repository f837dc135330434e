package net.emotives.chatter.packaging;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;

/** A file of values as a table, with the comment before each. */
final class ChartValues {

    private ChartValues() {}

    static String table(String values) {
        var options = new LoaderOptions();
        options.setProcessComments(true);
        var table = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
        rows((MappingNode) new Yaml(options).compose(new StringReader(values)), "", table);
        return table.toString();
    }

    private static void rows(MappingNode node, String prefix, StringBuilder table) {
        for (var each : node.getValue()) {
            var name = prefix + ((ScalarNode) each.getKeyNode()).getValue();
            var comment = text(each.getKeyNode().getBlockComments());
            if (each.getValueNode() instanceof MappingNode group && !group.getValue().isEmpty()) {
                if (!comment.isEmpty()) {
                    row(table, name, "", comment);
                }
                rows(group, name + ".", table);
            } else {
                row(table, name, "`" + shown(each.getValueNode()) + "`", comment);
            }
        }
    }

    private static void row(StringBuilder table, String name, String shown, String comment) {
        table.append("| `").append(name).append("` |");
        for (var cell : List.of(shown, comment)) {
            table.append(cell.isEmpty() ? "" : " " + cell.replace("|", "\\|")).append(" |");
        }
        table.append('\n');
    }

    private static String shown(Node value) {
        return switch (value) {
            case ScalarNode scalar -> scalar.getValue().isEmpty() ? "\"\"" : scalar.getValue();
            case SequenceNode list ->
                    list.getValue().stream()
                            .map(ChartValues::shown)
                            .collect(Collectors.joining(", ", "[", "]"));
            case MappingNode _ -> "{}";
            default -> throw new IllegalArgumentException("neither scalar, list nor map: " + value);
        };
    }

    private static String text(@Nullable List<CommentLine> comments) {
        return comments == null
                ? ""
                : comments.stream()
                        .map(line -> line.getValue().strip())
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining(" "));
    }
}
