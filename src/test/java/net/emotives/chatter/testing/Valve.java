package net.emotives.chatter.testing;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets pass, or makes wait. */
final class Valve {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = this.lock.newCondition();
    private boolean shut;

    void shut() {
        this.lock.lock();
        try {
            this.shut = true;
        } finally {
            this.lock.unlock();
        }
    }

    void open() {
        this.lock.lock();
        try {
            this.shut = false;
            this.opened.signalAll();
        } finally {
            this.lock.unlock();
        }
    }

    /** Waits until it is open. */
    void pass() throws InterruptedException {
        this.lock.lock();
        try {
            while (this.shut) {
                this.opened.await();
            }
        } finally {
            this.lock.unlock();
        }
    }
}
