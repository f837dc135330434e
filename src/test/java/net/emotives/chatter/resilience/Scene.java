package net.emotives.chatter.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who and what takes part in one history: people, rooms of many, and what of it is going on. Any
 * thread.
 *
 * @param name what the names of people and rooms begin with
 */
record Scene(String name, long seed, List<String> people, List<Place> places, Progress progress) {

    /**
     * A room of many.
     *
     * @param owner who makes it
     * @param members whom he takes in at once
     * @param messages the sequences of messages that were sent
     */
    record Place(
            String room,
            String visibility,
            boolean hidesHistory,
            String owner,
            List<String> members,
            CopyOnWriteArrayList<Long> messages) {}

    /** How far it is. */
    static final class Progress {

        private final AtomicInteger writing = new AtomicInteger();
        private final AtomicInteger mostWriting = new AtomicInteger();
        private final AtomicLong answered = new AtomicLong();

        void begin() {
            this.mostWriting.accumulateAndGet(this.writing.incrementAndGet(), Math::max);
        }

        void end() {
            this.writing.decrementAndGet();
        }

        boolean isWriting() {
            return this.writing.get() > 0;
        }

        int mostWriting() {
            return this.mostWriting.get();
        }

        void answered() {
            this.answered.incrementAndGet();
        }

        long soFar() {
            return this.answered.get();
        }
    }

    static Scene of(String name, long seed) {
        var random = new Random(seed);
        var people = new ArrayList<String>();
        for (var i = 0; i < 4 + random.nextInt(2); i++) {
            people.add(name + "-" + (char) ('a' + i));
        }
        var places = new ArrayList<Place>();
        for (var i = 0; i < 2 + random.nextInt(2); i++) {
            var isPublic = i == 0 || i > 1 && random.nextBoolean();
            var owner = people.get(i);
            var members = new ArrayList<>(people);
            members.remove(owner);
            members.removeIf(_ -> random.nextInt(4) == 0);
            places.add(
                    new Place(
                            name + "-" + (isPublic ? "public" : "private") + i,
                            isPublic ? "public" : "private",
                            random.nextInt(3) == 0,
                            owner,
                            List.copyOf(members),
                            new CopyOnWriteArrayList<>()));
        }
        return new Scene(name, seed, List.copyOf(people), List.copyOf(places), new Progress());
    }

    /** A source of chance of its own for whoever acts, so that each is the same for a seed. */
    Random chance(int actor) {
        return new Random(this.seed * 1_000_003 + actor);
    }
}
