package net.emotives.chatter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts chatter: a chat service over raw WebSockets that keeps everything in PostgreSQL. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ChatterApplication {

    /** Starts the service with the settings of the environment; see {@code application.yaml}. */
    public static void main(String[] arguments) {
        SpringApplication.run(ChatterApplication.class, arguments);
    }
}
