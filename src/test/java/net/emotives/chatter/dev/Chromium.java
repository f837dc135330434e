package net.emotives.chatter.dev;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, driven by Playwright, which downloads none of its own. */
final class Chromium implements AutoCloseable {

    /** For whatever a browser is to do or to show. */
    static final double PATIENCE_MILLIS = 60_000;

    private static final String MISSING =
            "THE PAGE IS NOT TESTED: no Chromium is installed. Install one (apt-get install"
                    + " chromium) or name it in the environment variable CHROMIUM.";
    private static final List<String> PLACES =
            List.of(
                    // Starts, and opens tabs, in half the time.
                    "/usr/bin/chromium-headless-shell",
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/snap/bin/chromium",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Where it is: what CHROMIUM names, else one of the usual places. */
    static Optional<Path> installed() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("CHROMIUM"))
                                .filter(path -> !path.isBlank()),
                        PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it is; a test that cannot have it is not run, which is said loudly. */
    static Path required() {
        var path = installed();
        if (path.isEmpty()) {
            LoggerFactory.getLogger(Chromium.class).error(MISSING);
        }
        assumeTrue(path.isPresent(), MISSING);
        return path.orElseThrow();
    }

    static Chromium start(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var options =
                new LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(PATIENCE_MILLIS)
                        .setArgs(
                                List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /** Keeps what a page shows in target/screenshots, where {@code -Dpictures=true} asks for it. */
    static void picture(Page page, String name, boolean isWhole) {
        if (Boolean.getBoolean("pictures")) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(isWhole)
                            .setPath(Path.of("target", "screenshots", name + ".png")));
        }
    }

    Browser browser() {
        return this.browser;
    }

    @Override
    public void close() {
        this.browser.close();
        this.playwright.close();
    }
}
