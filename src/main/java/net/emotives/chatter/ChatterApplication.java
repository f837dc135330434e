package net.emotives.chatter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.TimeZone;

/** Starts chatter: a chat service over raw WebSockets that keeps everything in PostgreSQL. */
@SpringBootApplication(
        exclude = UserDetailsServiceAutoConfiguration.class,
        // Types are named in their package: several modules have a Protocol or a Codec.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class ChatterApplication {

    /** The buffers of Tomcat's sockets: three for each connection, and 8 KiB each unless told. */
    private static final String SOCKET_BUFFERS = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

    /** Starts the service with the settings of the environment; see {@code application.yaml}. */
    public static void main(String[] arguments) {
        // The driver makes the JVM's zone that of each session, and not every zone of a JVM is one
        // of PostgreSQL's; nor is any other without hours that come twice a year.
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        if (System.getProperty(SOCKET_BUFFERS) == null) {
            // Tomcat reads it once, with the first class of them.
            System.setProperty(SOCKET_BUFFERS, "1024");
        }
        SpringApplication.run(ChatterApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
