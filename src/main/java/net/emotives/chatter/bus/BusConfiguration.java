package net.emotives.chatter.bus;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.DirectDatabase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.concurrent.CopyOnWriteArraySet;

/** Makes the bus that is asked for. */
@Configuration(proxyBeanMethods = false)
class BusConfiguration {

    private static final Logger log = LoggerFactory.getLogger(BusConfiguration.class);

    @Bean
    Bus bus(BusProperties properties, Cluster cluster, DirectDatabase database) {
        log.atInfo().addKeyValue("kind", properties.bus()).log("Bus between nodes");
        return switch (properties.bus()) {
            case LOCAL -> {
                cluster.stayAlone();
                yield new LocalBus(new CopyOnWriteArraySet<>());
            }
            case POSTGRES -> new PostgresBus(database, properties.channel());
            case REDIS ->
                    new RedisBus(
                            properties.redisUrl(),
                            properties.channel(),
                            properties.backlog().toBytes());
        };
    }
}
