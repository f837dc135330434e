package net.emotives.chatter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import net.emotives.chatter.identity.ServiceSecret;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.stream.Collectors;

/** Holds what each module may know of the world outside. */
class ArchitectureTests {

    private static final int NAME = "net.emotives.chatter.".length();

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("net.emotives.chatter");

    @Test
    void onlyProtocolsAndClientsKnowTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..protocol..",
                        "..transport.websocket..",
                        "..web..",
                        "..identity..",
                        "..notifications..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "jakarta.servlet..",
                        "jakarta.websocket..")
                .check(CLASSES);
    }

    /** Hints become JSON in one place. */
    @Test
    void coreIsNotShapedByJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..protocol..", "..web..", "..identity..", "..notifications..")
                .and()
                .haveNameNotMatching(".*\\.HintCodec.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void deliveryAndProtocolsKnowNoTables() {
        noClasses()
                .that()
                .resideInAnyPackage("..delivery..", "..transport..", "..web..", "..protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "org.springframework.data..",
                        "org.springframework.jdbc..")
                .check(CLASSES);
    }

    /** A thread of another kind could die unseen. */
    @Test
    void threadsAreVital() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(VitalThread|RedisLink)")
                .should()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .check(CLASSES);
    }

    /**
     * So that what begins and ends with the application stops in one order, and on one kind of
     * thread.
     */
    @Test
    void lifecyclesAreLoopsInPhasesOfOneEnum() {
        var lifecycles = classes().that().implement(SmartLifecycle.class);
        lifecycles
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ShutdownPhase.class)
                .check(CLASSES);
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .implement(SmartLifecycle.class)
                .should()
                .haveRawType(Thread.class)
                .check(CLASSES);
    }

    /** A listener that waits for a thread which waits for the entry would wait for ever. */
    @Test
    void nothingIsPublishedOrWaitedForWhileAnEntryIsHeld() {
        methods().should(HeldEntries.condition()).check(CLASSES);
    }

    /** A public type is used by another package, or starts the service. */
    @Test
    void publicTypesAreUsedElsewhere() {
        assertThat(
                        CLASSES.stream()
                                .filter(type -> type.isTopLevelClass())
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                // Bytecode does not tell where an exception is caught.
                                .filter(type -> !type.isAssignableTo(Throwable.class))
                                .filter(ArchitectureTests::isUsedInItsPackageAlone)
                                .map(JavaClass::getSimpleName))
                // Attempt is shown as a part of Trail; Memberships is begun by tests of the core.
                .containsExactlyInAnyOrder("Attempt", "ChatterApplication", "Memberships");
    }

    private static boolean isUsedInItsPackageAlone(JavaClass type) {
        var nested = type.getName() + "$";
        return CLASSES.stream()
                .filter(part -> part.equals(type) || part.getName().startsWith(nested))
                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                .map(use -> use.getOriginClass().getPackageName())
                .allMatch(type.getPackageName()::equals);
    }

    @Test
    void constructorsTakeAtMostSixCollaborators() {
        assertThat(
                        CLASSES.stream()
                                .filter(type -> !type.isRecord() && !type.isNestedClass())
                                .flatMap(type -> type.getConstructors().stream())
                                .filter(made -> made.getRawParameterTypes().size() > 6)
                                .map(made -> made.getOwner().getName().substring(NAME)))
                // To be split; no new one.
                .containsExactlyInAnyOrder(
                        "delivery.HintListener",
                        "journal.writer.GroupCommit",
                        "protocol.chatter.v1.Version1Protocol",
                        "protocol.chatter.v2.PresenceRequests",
                        "protocol.chatter.v2.Requests",
                        "protocol.chatter.v2.RoomRequests",
                        "protocol.chatter.v2.Version2Protocol",
                        "protocol.chatter.v2.Welcome");
    }

    @Test
    void packagesHaveAtMostTwentyFiveTypes() {
        var sizes =
                CLASSES.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getPackageName, Collectors.counting()));
        assertThat(
                        sizes.entrySet().stream()
                                .filter(entry -> entry.getValue() > 25)
                                .map(entry -> entry.getKey().substring(NAME)))
                // To be split; no new one.
                .containsExactlyInAnyOrder("database", "delivery", "protocol.chatter.v2");
    }

    @Test
    void nobodyButOperationsUsesNotifications() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..notifications..", "..operations..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..notifications..")
                .check(CLASSES);
    }

    @Test
    void kernelKnowsNoSpring() {
        noClasses()
                .that()
                .resideInAPackage("..kernel..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    /** The time that a comparison takes tells nobody how much of a guess was right. */
    @Test
    void secretsAreComparedInConstantTime() {
        classes()
                .that()
                .areAssignableTo(ServiceSecret.class)
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("..identity..", "..tokens..")
                .and()
                .areAssignableTo(ServiceSecret.class)
                .should()
                .callMethodWhere(nameMatching("equals|equalsIgnoreCase|compareTo|contentEquals"))
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ServiceSecret.class.getName())
                .and()
                .resideOutsideOfPackage("..notifications..")
                .should()
                .callMethodWhere(nameMatching("serviceSecret"))
                .check(CLASSES);
    }

    /** Some locales have other digits and other pairs of letters than SQL and protocols. */
    @Test
    void textIsFormattedWithoutTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "a method takes the default locale",
                                ArchitectureTests::takesTheDefaultLocale))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.text\\.(Number|Decimal|SimpleDate|Date|Message)Format"
                                + "|java\\.util\\.(Scanner|Formatter)")
                .check(CLASSES);
    }

    private static boolean takesTheDefaultLocale(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget method
                && method.getOwner().getPackageName().startsWith("java.")
                && method.getName().matches("formatted|format|printf|to(Lower|Upper)Case|ofPattern")
                // It was made with a locale.
                && !method.getFullName().startsWith("java.time.format.DateTimeFormatter.format(")
                && method.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Locale.class));
    }

    private static DescribedPredicate<JavaMethodCall> nameMatching(String names) {
        return DescribedPredicate.describe(
                "a method named " + names, call -> call.getName().matches(names));
    }
}
