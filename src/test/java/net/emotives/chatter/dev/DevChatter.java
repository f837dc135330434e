package net.emotives.chatter.dev;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;

import java.nio.file.Path;

/** Starts the try-out; what {@code ./mvnw spring-boot:test-run} runs. */
class DevChatter {

    /** Runs until interrupted; what cannot start says so in one sentence and ends with status 1. */
    public static void main(String[] arguments) {
        // Before Boot sets up logging, the embedded PostgreSQL would tell everything it does.
        LoggingSystem.get(DevChatter.class.getClassLoader()).beforeInitialize();
        try {
            run(arguments);
        } catch (TryoutRefused refused) {
            System.err.println("\n  " + refused.getMessage() + "\n");
            System.exit(1);
        }
    }

    private static void run(String[] arguments) {
        var tryout = Tryout.prepare(Path.of(".chatter-dev"), System.getenv());
        try {
            SpringApplication.getShutdownHandlers().add(tryout::close);
            tryout.run(arguments);
        } catch (RuntimeException failure) {
            tryout.close();
            // Why, Boot has said already.
            throw new TryoutRefused(
                    "The try-out did not start; what is above says why. Deleting .chatter-dev"
                            + " begins anew, without the old messages.",
                    failure);
        }
    }
}
