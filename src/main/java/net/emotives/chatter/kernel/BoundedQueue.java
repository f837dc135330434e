package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * First-in, first-out queue bounded by the number of its elements and by their estimated heap
 * bytes. An element that is larger than the bound is taken while the queue is empty, so that it
 * cannot wait without end. Thread-safe; {@link #put} and {@link #take} block.
 *
 * @param <T> type of the elements
 */
public final class BoundedQueue<T> {

    private final int limit;
    private final long byteLimit;
    private final ToLongFunction<? super T> size;
    private final ArrayDeque<T> elements = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = this.lock.newCondition();
    private final Condition freed = this.lock.newCondition();
    private long bytes;

    /**
     * Creates an empty queue.
     *
     * @param size estimated heap bytes of an element; must not change while it is in the queue
     */
    public BoundedQueue(int limit, long byteLimit, ToLongFunction<? super T> size) {
        this.limit = limit;
        this.byteLimit = byteLimit;
        this.size = size;
    }

    /** Adds an element; waits while the queue is full. */
    public void put(T element) throws InterruptedException {
        var bytes = this.size.applyAsLong(element);
        this.lock.lockInterruptibly();
        try {
            while (!hasSpace(bytes)) {
                this.freed.await();
            }
            add(element, bytes);
        } finally {
            this.lock.unlock();
        }
    }

    /** Adds an element; returns false if the queue is full. */
    public boolean offer(T element) {
        var bytes = this.size.applyAsLong(element);
        this.lock.lock();
        try {
            if (!hasSpace(bytes)) {
                return false;
            }
            add(element, bytes);
            return true;
        } finally {
            this.lock.unlock();
        }
    }

    /** Removes the first element; waits while there is none. */
    public T take() throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            while (this.elements.isEmpty()) {
                this.filled.await();
            }
            return remove();
        } finally {
            this.lock.unlock();
        }
    }

    /** Removes the first element; returns null if there is none. */
    public @Nullable T poll() {
        this.lock.lock();
        try {
            return this.elements.isEmpty() ? null : remove();
        } finally {
            this.lock.unlock();
        }
    }

    /** Moves the first elements, at most that many, to a collection. */
    public void drainTo(Collection<? super T> to, int most) {
        this.lock.lock();
        try {
            for (var i = 0; i < most && !this.elements.isEmpty(); i++) {
                to.add(remove());
            }
        } finally {
            this.lock.unlock();
        }
    }

    /** Removes all elements and returns how many there were. */
    public int clear() {
        this.lock.lock();
        try {
            var count = this.elements.size();
            this.elements.clear();
            this.bytes = 0;
            this.freed.signalAll();
            return count;
        } finally {
            this.lock.unlock();
        }
    }

    /** Returns the number of elements. */
    public int size() {
        this.lock.lock();
        try {
            return this.elements.size();
        } finally {
            this.lock.unlock();
        }
    }

    private boolean hasSpace(long bytes) {
        return this.elements.isEmpty()
                || this.elements.size() < this.limit && this.bytes + bytes <= this.byteLimit;
    }

    private void add(T element, long bytes) {
        this.elements.add(element);
        this.bytes += bytes;
        this.filled.signal();
    }

    private T remove() {
        var element = this.elements.remove();
        this.bytes -= this.size.applyAsLong(element);
        // All: the first that waits may need more bytes than the next.
        this.freed.signalAll();
        return element;
    }
}
