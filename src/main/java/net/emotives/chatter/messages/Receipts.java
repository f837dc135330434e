package net.emotives.chatter.messages;

import net.emotives.chatter.database.Outage;
import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.journal.StorageUnavailable;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Door to acknowledge messages, and to read how far members have got. Receipts are written in
 * batches by one thread: while one batch is written the next is queued, and only the highest
 * receipt of a member is written. They are accepted from members only, up to the head of the room,
 * and only move forward. Thread-safe.
 */
@Component
public class Receipts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    private final AwayLog database =
            new AwayLog(log, "Receipts could not be written", "Receipts are written again");
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 1000;

    private record Waiting(Receipt receipt, long deadline, CompletableFuture<Void> answer) {}

    private final ReceiptRows rows;
    private final ApplicationEventPublisher events;
    private final MessagesProperties properties;
    private final BlockingQueue<Waiting> queue;
    private final RateLimiter<UserId> rates;
    private final Loop loop = Loop.virtual("receipts", this::step);

    Receipts(ReceiptRows rows, ApplicationEventPublisher events, MessagesProperties properties) {
        this.rows = rows;
        this.events = events;
        this.properties = properties;
        this.queue = new ArrayBlockingQueue<>(properties.receiptBacklog());
        this.rates = new RateLimiter<>(properties.receiptRate());
    }

    /**
     * Takes one from the user's rate, so that no user fills the queue of all; throws {@link
     * net.emotives.chatter.kernel.RateLimited}. Protocols call it once a frame, before {@link
     * #acknowledge}.
     */
    public void admit(UserId user) {
        this.rates.acquire(user);
    }

    /**
     * Queues a receipt. Never blocks. The answer comes after the commit, on a thread that must not
     * be blocked; it fails with {@link RoomNotFound} if the user is no member, with {@link
     * BeyondHead}, or with {@link StorageUnavailable}. Throws {@link Overloaded}.
     */
    public CompletableFuture<Void> acknowledge(Receipt receipt) {
        var deadline = System.nanoTime() + this.properties.receiptTimeout().toNanos();
        var waiting = new Waiting(receipt, deadline, new CompletableFuture<>());
        if (!this.queue.offer(waiting)) {
            throw Overloaded.byWrites();
        }
        return waiting.answer();
    }

    /** Returns those of the receipts whose sequence is delivered already. */
    public List<Receipt> known(List<Receipt> asked) {
        return this.rows.known(asked);
    }

    /** Returns the receipt of the user in the room; 0 and 0 if there is none. */
    public Receipt of(RoomId room, UserId user) {
        return this.rows.of(room, user);
    }

    /** Returns the receipts of the other members of these rooms, as far as they have one. */
    public List<Receipt> ofOthers(Collection<RoomId> rooms, UserId user) {
        return rooms.isEmpty() ? List.of() : this.rows.ofOthers(rooms, user);
    }

    /** Returns true if members of a room of that size are sent each other's receipts. */
    public boolean areShown(int members) {
        return members <= this.properties.receiptsRoomLimit();
    }

    private void step() throws InterruptedException {
        var batch = new ArrayList<Waiting>();
        batch.add(this.queue.take());
        this.queue.drainTo(batch, MOST_AT_ONCE - 1);
        settle(batch);
    }

    private void settle(List<Waiting> batch) throws InterruptedException {
        var left = batch;
        while (!left.isEmpty()) {
            try {
                write(left);
                this.database.back();
                return;
            } catch (RuntimeException failure) {
                this.database.failed(failure);
                if (!Outage.explains(failure)) {
                    left.forEach(waiting -> waiting.answer().completeExceptionally(failure));
                    return;
                }
                Thread.sleep(PAUSE_WHILE_AWAY);
                var now = System.nanoTime();
                left = new ArrayList<>(left);
                left.removeIf(waiting ->
                        waiting.deadline() < now
                                && waiting.answer()
                                        .completeExceptionally(new StorageUnavailable()));
            }
        }
    }

    private void write(List<Waiting> batch) {
        var checked = this.rows.check(batch.stream().map(Waiting::receipt).toList());
        var facts = new HashMap<Members.Key, ReceiptRows.Checked>();
        checked.forEach(fact -> facts.put(key(fact.asked()), fact));
        var raised = new HashMap<Members.Key, Receipt>();
        for (var waiting : batch) {
            var fact = Objects.requireNonNull(facts.get(key(waiting.receipt())));
            if (fact.member() && waiting.receipt().delivered() <= fact.head()) {
                raised.merge(key(waiting.receipt()), waiting.receipt(), Receipt::and);
            }
        }
        var news = new ArrayList<ReceiptEvent>();
        raised.forEach((key, receipt) -> {
            var fact = Objects.requireNonNull(facts.get(key));
            if (!fact.before().covers(receipt)) {
                news.add(new ReceiptEvent(fact.before(), fact.before().and(receipt), fact.size()));
            }
        });
        if (!news.isEmpty()) {
            this.rows.raise(inOrder(news));
        }
        news.stream().filter(event -> areShown(event.members())).forEach(this.events::publishEvent);
        batch.forEach(waiting -> answer(waiting, facts));
    }

    // In one order on every node, so that two writers never wait for each other.
    private static List<Receipt> inOrder(List<ReceiptEvent> news) {
        return news.stream()
                .map(ReceiptEvent::now)
                .sorted(
                        Comparator.comparing((Receipt receipt) -> receipt.room().value())
                                .thenComparing(receipt -> receipt.user().value()))
                .toList();
    }

    private static void answer(Waiting waiting, Map<Members.Key, ReceiptRows.Checked> facts) {
        var fact = Objects.requireNonNull(facts.get(key(waiting.receipt())));
        if (!fact.member()) {
            waiting.answer().completeExceptionally(new RoomNotFound(waiting.receipt().room()));
        } else if (waiting.receipt().delivered() > fact.head()) {
            waiting.answer().completeExceptionally(new BeyondHead(fact.head()));
        } else {
            waiting.answer().complete(null);
        }
    }

    private static Members.Key key(Receipt receipt) {
        return new Members.Key(receipt.room(), receipt.user());
    }

    @Override
    public void start() {
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.WRITERS.value();
    }
}
