package net.emotives.chatter.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The folder that keeps what a try-out remembers, for its owner alone and for one try-out at a
 * time. The lock is the operating system's: it is gone when the process is, however that ended.
 */
final class DevFolder implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel lock;

    private DevFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing and takes it.
     *
     * @throws TryoutRefused when another try-out has it or it cannot be written
     */
    static DevFolder open(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
            var lock =
                    FileChannel.open(
                            absolute.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!isTaken(lock)) {
                lock.close();
                throw new TryoutRefused(
                        "A try-out is already running with the data in %s. Stop it first, or start this one in another folder."
                                .formatted(absolute));
            }
            return new DevFolder(absolute.toRealPath(), lock);
        } catch (IOException failure) {
            throw new TryoutRefused(
                    "The folder %s cannot be used (%s). It must belong to the user who runs the try-out."
                            .formatted(absolute, failure),
                    failure);
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    Path resolve(String name) {
        return this.path.resolve(name);
    }

    /** A random key that stays the same from run to run. */
    byte[] key(String name) {
        var file = resolve(name);
        try {
            if (Files.exists(file) && Files.size(file) == KEY_BYTES) {
                return Files.readAllBytes(file);
            }
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.write(file, key);
            return key;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        this.lock.close();
    }
}
