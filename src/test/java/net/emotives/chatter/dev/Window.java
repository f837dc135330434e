package net.emotives.chatter.dev;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import net.emotives.chatter.testing.FrameContract;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The page of the try-out as one person has it on the screen, in a browser profile of its own. One
 * after the other may use it, since a new one takes ten times as long as another page.
 */
final class Window implements AutoCloseable {

    private final Page page;
    private final Consumer<Window> idle;
    private final List<String> failures = new ArrayList<>();
    private Consumer<String> sent = FrameContract.V2::sent;

    private Window(Page page, Consumer<Window> idle) {
        this.page = page;
        this.idle = idle;
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
        static final Look WIDE = new Look(1280, 800, ColorScheme.LIGHT, "en-US,en");
        static final Look DARK = new Look(1280, 800, ColorScheme.DARK, "de-DE,en");
        static final Look NARROW = new Look(360, 740, ColorScheme.DARK, "en-GB,en");
    }

    /** A window that shows nothing of the page yet; given to the consumer whenever it is closed. */
    static Window in(Browser browser, String address, Consumer<Window> idle) {
        var context = browser.newContext();
        // The reader's preferred languages, in a browser whose own language is another one.
        context.addInitScript(
                "Object.defineProperty(navigator, 'languages', { get: () => (window.name ||"
                        + " 'en-US,en').split(',') })");
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        var page = context.newPage();
        page.navigate(address + "healthz");
        return new Window(page, idle);
    }

    /** Opens the page, with the name and the group filled in, and nobody come in. */
    Window open(String address, String name, String group, Look look) {
        this.sent = FrameContract.V2::sent;
        this.page.setViewportSize(look.width(), look.height());
        this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colours()));
        this.page.evaluate("languages => { window.name = languages; }", look.languages());
        this.page.navigate(
                address
                        + "?as="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + "&group="
                        + URLEncoder.encode(group, StandardCharsets.UTF_8));
        assertThat(this.page.locator("#login-name")).isFocused();
        return this;
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
        Chromium.picture(this.page, name, false);
    }

    private static Pattern starts(String text) {
        return Pattern.compile("^" + text);
    }

    /** Leaves, and keeps nothing of the person; fails where the page had an error of its own. */
    @Override
    public void close() {
        var ours = this.page.context();
        ours.pages().stream().filter(page -> !page.equals(this.page)).forEach(Page::close);
        this.page.unrouteAll();
        this.page.mouse().move(0, 0);
        this.page.navigate(URI.create(this.page.url()).resolve("/healthz").toString());
        this.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }");
        var failed = List.copyOf(this.failures);
        this.failures.clear();
        this.idle.accept(this);
        if (!failed.isEmpty()) {
            throw new AssertionError("The page failed: " + failed);
        }
    }
}
