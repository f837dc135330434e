package net.emotives.chatter;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Condition that nothing is published or waited for while an entry of a concurrent map is held, and
 * that the map is not used again meanwhile; in a synchronized method nothing is published. Follows
 * calls through the application; a function that a method is given may be any that its callers
 * make.
 */
final class HeldEntries extends ArchCondition<JavaMethod> {

    private static final String HOLDING = "compute(IfAbsent|IfPresent)?|merge";
    private static final int CALLERS = 3;

    private static final Pattern PUBLISHING =
            Pattern.compile(
                    "org\\.springframework\\.context\\.ApplicationEventPublisher\\.publishEvent"
                            + "|java\\.util\\.concurrent\\.\\w*BlockingQueue\\.put");

    private static final Pattern WAITING =
            Pattern.compile(
                    PUBLISHING.pattern()
                            + "|java\\.util\\.concurrent\\.(\\w*BlockingQueue\\.take"
                            + "|locks\\.\\w*Lock\\.lock|\\w*Future\\.(get|join)"
                            + "|CountDownLatch\\.await|Semaphore\\.acquire)"
                            + "|java\\.lang\\.Thread\\.sleep"
                            + "|org\\.springframework\\.(jdbc|transaction)\\..*"
                            + "|java\\.sql\\..*\\.execute\\w*");

    private HeldEntries() {
        super("publish or wait for nothing while an entry of a concurrent map is held");
    }

    static HeldEntries condition() {
        return new HeldEntries();
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        if (holdsEntry(method)) {
            var maps =
                    method.getFieldAccesses().stream()
                            .filter(access -> !access.isDeclaredInLambda())
                            .flatMap(access -> access.getTarget().resolveMember().stream())
                            .filter(field -> field.getRawType().isAssignableTo(ConcurrentMap.class))
                            .collect(Collectors.toSet());
            check(method, heldCalls(method), WAITING, maps, events);
        }
        if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
            check(method, method.getAccessesFromSelf(), PUBLISHING, Set.of(), events);
        }
    }

    private static boolean holdsEntry(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call ->
                        call.getTargetOwner().isAssignableTo(ConcurrentMap.class)
                                && call.getName().matches(HOLDING));
    }

    /**
     * Returns the calls in lambdas and method references of the method, and of its callers if it
     * takes a function.
     */
    private static Collection<? extends JavaAccess<?>> heldCalls(JavaMethod method) {
        var calls = new HashSet<JavaAccess<?>>();
        Collection<? extends JavaCodeUnit> makers = Set.of(method);
        for (var i = 0; i < CALLERS; i++) {
            makers.stream()
                    .flatMap(maker -> maker.getAccessesFromSelf().stream())
                    .filter(JavaAccess::isDeclaredInLambda)
                    .forEach(calls::add);
            makers.stream()
                    .flatMap(maker -> maker.getMethodReferencesFromSelf().stream())
                    .forEach(calls::add);
            makers =
                    makers.stream()
                            .filter(HeldEntries::takesFunction)
                            .flatMap(maker -> maker.getCallsOfSelf().stream())
                            .map(JavaAccess::getOwner)
                            .collect(Collectors.toSet());
        }
        return calls;
    }

    private static boolean takesFunction(JavaCodeUnit unit) {
        return unit.getRawParameterTypes().stream()
                .anyMatch(type ->
                        type.getPackageName().equals("java.util.function")
                                || type.isEquivalentTo(Runnable.class));
    }

    private static void check(
            JavaMethod holder,
            Collection<? extends JavaAccess<?>> first,
            Pattern forbidden,
            Set<JavaField> maps,
            ConditionEvents events) {
        var seen = new HashSet<JavaCodeUnit>();
        var open = new ArrayDeque<JavaAccess<?>>(first);
        while (!open.isEmpty()) {
            var access = open.remove();
            if (isOf(forbidden, access) || uses(access, maps)) {
                events.add(
                        SimpleConditionEvent.violated(
                                holder,
                                String.format(
                                        Locale.ROOT,
                                        "%s holds an entry or its monitor: %s",
                                        holder.getFullName(),
                                        access.getDescription())));
            }
            targets(access)
                    .filter(seen::add)
                    .forEach(unit -> open.addAll(unit.getAccessesFromSelf()));
        }
    }

    private static boolean isOf(Pattern forbidden, JavaAccess<?> access) {
        var target = access.getTargetOwner().getName() + '.' + access.getName();
        return forbidden.matcher(target).matches();
    }

    private static boolean uses(JavaAccess<?> access, Set<JavaField> maps) {
        return access instanceof JavaFieldAccess field
                && field.getTarget().resolveMember().filter(maps::contains).isPresent();
    }

    /** Returns the application code that an access may run, in every implementing class. */
    private static Stream<JavaCodeUnit> targets(JavaAccess<?> access) {
        if (access instanceof JavaFieldAccess) {
            return Stream.empty();
        }
        var owner = access.getTargetOwner();
        if (!owner.getPackageName().startsWith("net.emotives.chatter")) {
            return Stream.empty();
        }
        return access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                ? units(owner, access)
                : Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                        .flatMap(type -> units(type, access));
    }

    private static Stream<JavaCodeUnit> units(JavaClass type, JavaAccess<?> access) {
        return type.getCodeUnits().stream().filter(unit -> unit.getName().equals(access.getName()));
    }
}
