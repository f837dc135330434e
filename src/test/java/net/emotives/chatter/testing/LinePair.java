package net.emotives.chatter.testing;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One connection through a {@link DatabaseLine}, read as PostgreSQL's protocol on the way there.
 */
final class LinePair {

    private static final int PROTOCOL = 196608;

    private final DatabaseLine line;
    private final Socket near;
    private final Socket far;

    /** The prepared statements that are a COMMIT; the nameless one is the empty name. */
    private final Set<String> commits = new HashSet<>();

    /** Those that write messages. */
    private final Set<String> writes = new HashSet<>();

    /** Whether a Sync would commit messages, as no COMMIT did. */
    private boolean wrote;

    private volatile boolean swallowing;

    LinePair(DatabaseLine line, Socket near, Socket far) {
        this.line = line;
        this.near = near;
        this.far = far;
    }

    void start(Runnable ended) {
        Thread.startVirtualThread(() -> {
            carry(this::there);
            ended.run();
        });
        Thread.startVirtualThread(() -> carry(this::back));
    }

    private interface Way {
        void go() throws IOException, InterruptedException;
    }

    private void carry(Way way) {
        try {
            way.go();
        } catch (IOException ended) {
            close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void there() throws IOException, InterruptedException {
        var from = new DataInputStream(this.near.getInputStream());
        var to = new DataOutputStream(new BufferedOutputStream(this.far.getOutputStream()));
        var started = false;
        while (true) {
            int type = started ? from.readByte() : 0;
            var body = from.readNBytes(from.readInt() - 4);
            this.line.valve().pass();
            if (this.line.isCut() && !this.swallowing) {
                close();
                return;
            }
            if (isCommit(type, body)) {
                var loss = this.line.takeLoss();
                if (loss == DatabaseLine.Loss.OF_REQUEST) {
                    close();
                    return;
                }
                this.swallowing = loss == DatabaseLine.Loss.OF_ANSWER;
            }
            if (started) {
                to.writeByte(type);
            }
            to.writeInt(body.length + 4);
            to.write(body);
            if (from.available() == 0) {
                to.flush();
            }
            // What asks for encryption is no start yet.
            started = started || ByteBuffer.wrap(body).getInt() == PROTOCOL;
        }
    }

    /** Remembers which statements are a COMMIT, and tells when one is executed or not needed. */
    private boolean isCommit(int type, byte[] body) {
        if (type == 'P') {
            var names = texts(body, 2);
            var sql = names.get(1).strip();
            remember(this.commits, names.get(0), sql.equalsIgnoreCase("COMMIT"));
            remember(this.writes, names.get(0), sql.startsWith("INSERT INTO messages"));
        }
        if (type == 'B') {
            var name = texts(body, 2).get(1);
            var commits = this.commits.contains(name);
            this.wrote = !commits && (this.wrote || this.writes.contains(name));
            return commits;
        }
        var commits = type == 'S' && this.wrote;
        this.wrote = this.wrote && type != 'S';
        return commits;
    }

    private static void remember(Set<String> names, String name, boolean is) {
        if (is) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    private static List<String> texts(byte[] body, int count) {
        var texts = new ArrayList<String>();
        var start = 0;
        for (var end = 0; texts.size() < count; end++) {
            if (body[end] == 0) {
                texts.add(new String(body, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            }
        }
        return texts;
    }

    private void back() throws IOException, InterruptedException {
        var from = this.far.getInputStream();
        var to = this.near.getOutputStream();
        var bytes = new byte[8192];
        for (var read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            this.line.valve().pass();
            if (this.swallowing) {
                break;
            }
            to.write(bytes, 0, read);
        }
        close();
    }

    void close() {
        try (this.near;
                this.far) {
            this.swallowing = true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
