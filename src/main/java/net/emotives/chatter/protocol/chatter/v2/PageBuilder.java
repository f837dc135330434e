package net.emotives.chatter.protocol.chatter.v2;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The items of a page in the order of their numbers, cut to what may wait for a connection: a
 * client that asks for a long page must not be closed for it, and gets the others with the next
 * pages, by their cursor. Each item is encoded once more to know its length. For one thread.
 */
final class PageBuilder {

    private record Item(long number, ObjectNode content, int bytes) {}

    private final FrameWriter words;
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;
    private boolean cutBefore;
    private boolean cutAfter;

    PageBuilder(FrameWriter words) {
        this.words = words;
    }

    /** Adds the next item, whose number is higher than those before. */
    void add(long number, ObjectNode content) {
        var bytes = this.words.written(content).bytes();
        this.items.add(new Item(number, content, bytes));
        this.bytes += bytes;
    }

    /**
     * Leaves out those that are farthest from a number until the others fit; one always stays.
     *
     * @param queueLimit bytes that may wait for the connection; a page takes a half of it, so that
     *     the next can be asked for before it is read
     */
    void fit(long queueLimit, long number) {
        while (this.bytes > queueLimit / 2 && this.items.size() > 1) {
            var first = this.items.getFirst();
            var last = this.items.getLast();
            if (number - first.number() > last.number() - number) {
                this.cutBefore = true;
                this.items.removeFirst();
                this.bytes -= first.bytes();
            } else {
                this.cutAfter = true;
                this.items.removeLast();
                this.bytes -= last.bytes();
            }
        }
    }

    /** Whether something before the first was left out. */
    boolean isCutBefore() {
        return this.cutBefore;
    }

    /** Whether something after the last was left out. */
    boolean isCutAfter() {
        return this.cutAfter;
    }

    boolean isEmpty() {
        return this.items.isEmpty();
    }

    long first() {
        return this.items.getFirst().number();
    }

    long last() {
        return this.items.getLast().number();
    }

    void putInto(ArrayNode array) {
        array.addAll(this.items.stream().map(Item::content).toList());
    }
}
