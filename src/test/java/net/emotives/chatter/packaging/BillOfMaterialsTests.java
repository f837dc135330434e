package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The list of what the jar is made of, which scanners for known vulnerabilities read. */
class BillOfMaterialsTests {

    private static final String TOMCAT = "tomcat-embed-core";

    private static List<JsonNode> components() throws IOException {
        var bill = new ClassPathResource("META-INF/sbom/application.cdx.json");
        assertThat(bill.exists()).as("built without -o, with which it is left out").isTrue();
        try (var content = bill.getInputStream()) {
            var read = JsonMapper.shared().readTree(content);
            assertThat(read.get("bomFormat").asString()).isEqualTo("CycloneDX");
            return read.get("components").valueStream().toList();
        }
    }

    @Test
    void namesWhatRunsWithItsVersion() throws IOException {
        var version = Objects.requireNonNull(ServerInfo.getServerInfo()).replaceAll(".*/", "");
        assertThat(components())
                .filteredOn(component -> component.get("name").asString().equals(TOMCAT))
                .singleElement()
                .satisfies(tomcat -> {
                    assertThat(tomcat.get("version").asString()).isEqualTo(version);
                    assertThat(tomcat.get("purl").asString()).startsWith("pkg:maven/org.apache");
                });
    }

    @Test
    void leavesOutWhatOnlyTests() throws IOException {
        assertThat(components())
                .extracting(component -> component.get("name").asString())
                .contains("postgresql", "spring-webmvc", "lettuce-core")
                .doesNotContain("wiremock-standalone", "playwright", "junit-jupiter");
    }
}
