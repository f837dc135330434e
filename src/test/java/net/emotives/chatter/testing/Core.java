package net.emotives.chatter.testing;

import net.emotives.chatter.bus.Bus;
import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.delivery.FanOut;
import net.emotives.chatter.delivery.PushBatches;
import net.emotives.chatter.journal.Journal;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.membership.Memberships;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.outbox.Outbox;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.tracing.Tracing;
import net.emotives.chatter.users.Users;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

import java.time.Clock;

/**
 * The modules below the protocols, with their settings, and the outbox that hangs on every commit;
 * nothing listens on a port, and nobody outside is asked. Bears no stereotype, so that no scan of
 * the whole service finds it.
 */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "net.emotives.chatter")
@ComponentScan(
        basePackageClasses = {
            ErrorCode.class,
            Cluster.class,
            Bus.class,
            Users.class,
            Rooms.class,
            Journal.class,
            Presence.class,
            Messages.class,
            Memberships.class,
            FanOut.class,
            Outbox.class,
            Tracing.class
        })
@ComponentScan(
        basePackages = "net.emotives.chatter.notifications",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = ".*\\.NotificationEntries"))
@ConfigurationPropertiesScan({
    "net.emotives.chatter.cluster",
    "net.emotives.chatter.bus",
    "net.emotives.chatter.rooms",
    "net.emotives.chatter.journal",
    "net.emotives.chatter.presence",
    "net.emotives.chatter.messages",
    "net.emotives.chatter.delivery",
    "net.emotives.chatter.notifications"
})
class Core {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Heard heard() {
        return new Heard();
    }

    /** Nobody writes to sockets here. */
    @Bean
    PushBatches bursts() {
        return new PushBatches() {
            @Override
            public void begin() {}

            @Override
            public void end() {}
        };
    }
}
