package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import net.emotives.chatter.testing.FrameContract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The page of the try-out as one person has it before him, in a browser profile of his own. */
final class Window implements AutoCloseable {

    private final Page page;
    private final List<String> failures = new ArrayList<>();
    private Consumer<String> sent = FrameContract.V2::sent;

    private Window(Page page) {
        this.page = page;
        page.onPageError(this.failures::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security")) {
                this.failures.add(message.text());
            }
        });
        page.onWebSocket(socket -> {
            socket.onFrameSent(frame -> hold(frame.text(), this.sent));
            socket.onFrameReceived(frame -> hold(frame.text(), FrameContract.V2::received));
        });
    }

    /** Every frame of the page is held against the AsyncAPI document. */
    private void hold(String frame, Consumer<String> contract) {
        try {
            contract.accept(frame);
        } catch (AssertionError broken) {
            this.failures.add(String.valueOf(broken.getMessage()));
        }
    }

    /** What a window is like. */
    record Look(int width, int height, ColorScheme colours, String languages) {
        static final Look WIDE = new Look(1280, 800, ColorScheme.LIGHT, "['en-US', 'en']");
        static final Look DARK = new Look(1280, 800, ColorScheme.DARK, "['de-DE', 'en']");
        static final Look NARROW = new Look(360, 740, ColorScheme.DARK, "['en-GB', 'en']");
    }

    /** Opens the page, with the name and the group filled in, and nobody come in. */
    static Window open(Browser browser, String address, String name, String group, Look look) {
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.colours()));
        // The reader's preferred languages, in a browser whose own language is another one.
        context.addInitScript(
                "Object.defineProperty(navigator, 'languages', { get: () => %s })"
                        .formatted(look.languages()));
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
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

    /** What is sent from now on may be such that it is refused. */
    void sendsAnything() {
        this.sent = _ -> {};
    }

    Window talkTo(String name) {
        person(name).click();
        assertThat(this.page.locator("#draft")).isFocused();
        return this;
    }

    /** Writes it in the place of what is there, and sends it. */
    Window say(String text) {
        write("#draft", text);
        this.page.keyboard().press("Enter");
        return this;
    }

    /** Types into a field, key by key, in the place of what is there; a long text is pasted. */
    Window write(String selector, String text) {
        this.page.locator(selector).focus();
        this.page.keyboard().press("Control+A");
        if (text.length() > 1000) {
            this.page.keyboard().insertText(text);
        } else {
            this.page.keyboard().type(text);
        }
        return this;
    }

    /** Makes a room, and has it open. */
    Window makeRoom(String name, boolean isPublic) {
        this.page.locator("#new-room").click();
        write("#room-name", name);
        this.page.locator("#room-public").setChecked(isPublic);
        this.page.locator("#room-name").focus();
        this.page.keyboard().press("Enter");
        assertThat(this.page.locator("#peer-name")).hasText(name);
        return this;
    }

    /** Opens the menu of a message and chooses what has that name there. */
    void choose(String text, String action) {
        message(text).hover();
        message(text).locator(".more").click();
        this.page
                .locator("#actions")
                .getByText(action, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** Says yes where the page asks first. */
    void confirm(String question) {
        assertThat(this.page.locator("#confirm-question")).hasText(question);
        assertThat(this.page.locator("#confirm-cancel")).isFocused();
        this.page.keyboard().press("Tab");
        this.page.keyboard().press("Enter");
    }

    /** Cuts or mends the network by the switch of the page. */
    void switchNetwork() {
        this.page.locator("#network").click();
    }

    /** Waits until this became of a message of his own: sent, delivered, read. */
    void seesFate(String text, String fate) {
        assertThat(message(text).locator(".tick")).hasAttribute("data-state", fate);
    }

    /** Waits until these are there, and nothing else, as messages that the server has. */
    void seesOnly(String... texts) {
        assertThat(this.page.locator(".message:not(.pending) .text")).hasText(texts);
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
