package net.emotives.chatter.database;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param heapShare the part of the heap that what is read may take, in bytes of the database
 * @param atOnce reads in flight at once
 * @param patience longest wait of a read
 * @param page bytes of a page over HTTP
 * @param piece bytes of a replay that are read at a time
 */
@ConfigurationProperties(prefix = "chatter.reads", ignoreUnknownFields = false)
record ReadsProperties(
        double heapShare, int atOnce, Duration patience, DataSize page, DataSize piece) {

    /** As texts are longer in the heap than in the database, half of it would be all of it. */
    private static final double MOST = 0.5;

    ReadsProperties {
        Limits.of("chatter.reads")
                .moreThan(0.0, "heap-share", heapShare)
                .require(heapShare <= MOST, "heap-share must be at most " + MOST)
                .atLeast(1, "at-once", atOnce)
                .moreThan(Duration.ZERO, "patience", patience)
                .atLeast(DataSize.ofKilobytes(1), "page", page)
                .atLeast(DataSize.ofKilobytes(1), "piece", piece);
    }
}
