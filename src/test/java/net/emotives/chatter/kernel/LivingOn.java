package net.emotives.chatter.kernel;

/** The process lives on after a vital thread died, until this is closed. */
public final class LivingOn implements AutoCloseable {

    private final AutoCloseable end = VitalThread.withoutEnd();

    @Override
    public void close() {
        try {
            this.end.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
