package net.emotives.chatter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins are compared as browsers write them, and those that no browser writes are refused. */
class AllowedOriginsTests {

    @ParameterizedTest
    @CsvSource({
        "https://site.example, https://site.example",
        "https://site.example/, https://site.example",
        "' https://site.example ', https://site.example",
        "HTTPS://Site.Example, https://site.example",
        "https://site.example:443, https://site.example",
        "http://site.example:80/, http://site.example",
        "http://site.example:443, http://site.example:443",
        "https://site.example:8443, https://site.example:8443",
        "https://site.example:08443, https://site.example:8443",
        "http://localhost:3000, http://localhost:3000",
        "http://192.0.2.7:8080, http://192.0.2.7:8080",
        "http://[2001:DB8::1]:80, http://[2001:db8::1]",
        "https://müller.example, https://xn--mller-kva.example",
        "capacitor://localhost, capacitor://localhost",
    })
    void allowsWhatTheBrowserWrites(String setting, String sent) {
        assertThat(AllowedOrigins.normalize(setting)).hasValue(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "site.example",
                "//site.example",
                "https://",
                "https://*.site.example",
                "https://site.example/chat",
                "https://site.example?a=b",
                "https://site.example#a",
                "https://user@site.example",
                "https://site.example:0",
                "https://site.example:65536",
                "https://site.example:port",
                "https://one.example https://other.example",
                "https://a..example"
            })
    void refusesWhatNoBrowserWrites(String setting) {
        assertThat(AllowedOrigins.normalize(setting)).isEmpty();
    }
}
