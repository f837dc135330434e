package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The page of the try-out as one person has it before him, in a browser profile of his own. */
final class Window implements AutoCloseable {

    private final Page page;
    private final List<String> failures = new ArrayList<>();

    private Window(Page page) {
        this.page = page;
        page.onPageError(this.failures::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security")) {
                this.failures.add(message.text());
            }
        });
    }

    /** What a window is like. */
    record Look(int width, int height, ColorScheme colours) {
        static final Look WIDE = new Look(1280, 800, ColorScheme.LIGHT);
        static final Look NARROW = new Look(360, 740, ColorScheme.DARK);
    }

    /** Opens the page, with the name and the group filled in, and nobody come in. */
    static Window open(Browser browser, String address, String name, String group, Look look) {
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.colours()));
        var window = new Window(context.newPage());
        window.page.navigate(
                address
                        + "?as="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + "&group="
                        + URLEncoder.encode(group, StandardCharsets.UTF_8));
        assertThat(window.page.locator("#login-name")).isFocused();
        return window;
    }

    /** Comes in and waits for the connection. */
    Window comeIn() {
        this.page.keyboard().press("Enter");
        assertThat(this.page.locator("#me-state")).containsText("connected");
        return this;
    }

    Window talkTo(String name) {
        person(name).click();
        assertThat(this.page.locator("#draft")).isFocused();
        return this;
    }

    Window say(String text) {
        this.page.locator("#draft").fill(text);
        this.page.keyboard().press("Enter");
        return this;
    }

    /** Waits until the text is there as one message that the server has. */
    void sees(String text) {
        assertThat(message(text)).hasCount(1);
    }

    void seesOnline(String name) {
        assertThat(person(name)).hasAttribute("aria-label", starts(name + ", online"));
    }

    void seesOffline(String name) {
        assertThat(person(name)).hasAttribute("aria-label", starts(name + ", offline"));
    }

    Locator person(String name) {
        return this.page
                .locator(".person")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        this.page.locator(
                                                ".name",
                                                new Page.LocatorOptions()
                                                        .setHasText(
                                                                Pattern.compile(
                                                                        "^" + name + "$")))));
    }

    Locator message(String text) {
        return this.page.locator(
                ".message:not(.pending)", new Page.LocatorOptions().setHasText(text));
    }

    Locator at(String selector) {
        return this.page.locator(selector);
    }

    Page page() {
        return this.page;
    }

    void picture(String name) {
        this.page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static Pattern starts(String text) {
        return Pattern.compile("^" + text);
    }

    /** Leaves; fails where the page had an error of its own. */
    @Override
    public void close() {
        this.page.context().close();
        if (!this.failures.isEmpty()) {
            throw new AssertionError("The page failed: " + this.failures);
        }
    }
}
