package net.emotives.chatter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The class that the jar starts. Compiled for Java 17, which Spring Boot's loader needs anyway, so
 * that a Java which is too old ends in a sentence, and not in an {@code
 * UnsupportedClassVersionError}.
 */
final class Launcher {

    private static final int NEEDED = 25;

    private Launcher() {}

    /** Starts the service where Java is new enough; otherwise says so and ends with status 1. */
    public static void main(String[] arguments) throws Throwable {
        if (Runtime.version().feature() < NEEDED) {
            System.err.println(
                    "chatter needs Java "
                            + NEEDED
                            + " or newer, and this is Java "
                            + Runtime.version().feature()
                            + " ("
                            + System.getProperty("java.home")
                            + "): start it with the java of a JDK or JRE "
                            + NEEDED
                            + ".");
            System.exit(1);
        }
        // By its name: the compiler for Java 17 cannot read the class.
        MethodHandles.lookup()
                .findStatic(
                        Class.forName("net.emotives.chatter.ChatterApplication"),
                        "main",
                        MethodType.methodType(void.class, String[].class))
                .invokeExact(arguments);
    }
}
