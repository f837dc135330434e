package net.emotives.chatter.testing.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;

/** Keeps what happened and what everybody was shown, for whoever looks into a failure. */
public final class Evidence {

    private Evidence() {}

    /** Where it is. */
    public static Path keep(String name, Collection<RoomTruth> truths, Collection<Client> clients) {
        var lines = new ArrayList<String>();
        for (var truth : truths) {
            lines.add("room " + truth.room() + (truth.hidesHistory() ? ", hides history" : ""));
            truth.facts().values().forEach(fact -> lines.add("  " + fact));
        }
        for (var client : clients) {
            lines.add("client " + client);
            client.journal().entries().forEach(entry -> lines.add("  " + entry));
        }
        try {
            var folder = Files.createDirectories(Path.of("target", "evidence"));
            return Files.write(folder.resolve(name + ".txt"), lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
