package net.emotives.chatter;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the walls between the modules, as each {@code package-info.java} draws them. */
class ModularityTests {

    @Test
    void modulesUseOnlyWhatTheyMay() {
        ApplicationModules.of(ChatterApplication.class).verify();
    }
}
