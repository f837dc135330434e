package net.emotives.chatter.dev;

import com.microsoft.playwright.Browser;

import net.emotives.chatter.TestDatabase;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives tests of the page and of the client the one {@link Stage}, the one {@link ClientSite} and
 * the one {@link Browser} of all tests of this JVM; without a browser they are not run.
 */
final class OnStage implements BeforeAllCallback, ParameterResolver {

    /** The stage until the last test was run. */
    private record Shared(Stage stage, Path folder) implements AutoCloseable {

        static Shared set(Browser browser) {
            try {
                var folder = Files.createTempDirectory("chatter-stage");
                // DevChatterIntegrationTests shows a try-out that starts a PostgreSQL.
                return new Shared(Stage.set(folder, TestDatabase.create().url(), browser), folder);
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
        var type = parameter.getParameter().getType();
        return type == Stage.class || type == ClientSite.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Not that of the test plan: Surefire makes one for each class.
        var store = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(OnStage.class));
        var browser = browser(store);
        var type = parameter.getParameter().getType();
        if (type == Stage.class) {
            return store.computeIfAbsent(type, _ -> Shared.set(browser), Shared.class).stage();
        }
        return type == ClientSite.class
                ? store.computeIfAbsent(type, _ -> ClientSite.start(browser), ClientSite.class)
                : browser;
    }

    private static Browser browser(Store store) {
        return store.computeIfAbsent(
                        Chromium.class, _ -> Chromium.start(Chromium.required()), Chromium.class)
                .browser();
    }
}
