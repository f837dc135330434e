package net.emotives.chatter.dev;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives tests of the page the one stage of all of them; without a browser they are not run. */
final class OnStage implements BeforeAllCallback, ParameterResolver {

    /** The stage until the last test was run. */
    private record Shared(Stage stage, Path folder) implements AutoCloseable {

        static Shared set() {
            try {
                var folder = Files.createTempDirectory("chatter-stage");
                return new Shared(Stage.set(folder, Chromium.required()), folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            this.stage.close();
            FileSystemUtils.deleteRecursively(this.folder);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Chromium.required();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnStage.class))
                .computeIfAbsent(Stage.class, _ -> Shared.set(), Shared.class)
                .stage();
    }
}
