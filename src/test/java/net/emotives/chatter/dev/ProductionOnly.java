package net.emotives.chatter.dev;

import net.emotives.chatter.ChatterApplication;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import java.io.IOException;

/**
 * Lets component scanning find what goes into the jar and nothing else: the try-out has the classes
 * of the tests on its class path, and their configurations would be found too. Works where it is
 * named as a source of the application.
 */
final class ProductionOnly extends TypeExcludeFilter {

    private final String production =
            ChatterApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toExternalForm();

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return !reader.getResource().getURL().toExternalForm().startsWith(this.production);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProductionOnly;
    }

    @Override
    public int hashCode() {
        return ProductionOnly.class.hashCode();
    }
}
