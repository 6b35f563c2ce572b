//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;

class PomFileTest {

    @TempDir
    Path root;

    private PomFile pom(String place, String content) throws IOException {
        return pom(place, content, StandardCharsets.UTF_8);
    }

    private PomFile pom(String place, String content, Charset charset) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, charset);
        return PomFile.read(file, root);
    }

    @Test
    void comments_are_not_read() throws IOException {
        PomFile pom = pom("pom.xml", "<project><!-- micronaut --><name>a<!-- b -->c</name></project>");
        assertEquals("ac", pom.project().text("name"));
        assertFalse(pom.mentions("micronaut"));
        assertTrue(pom.mentions("name"));
    }

    @Test
    void an_entity_of_html_is_no_end() throws IOException {
        PomFile pom = pom("pom.xml", "<project><name>J&oslash;rgen &amp; more</name><version>1</version></project>");
        assertEquals("1", pom.project().text("version"));
        assertNull(pom.problem());
    }

    @Test
    void a_pom_is_read_in_its_own_encoding() throws IOException {
        String xml = "<?xml version=\"1.0\" encoding=\"%s\"?><project><name>B\u00fccher</name></project>";
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, StandardCharsets.UTF_16))
            assertEquals(
                    "B\u00fccher",
                    pom("pom.xml", xml.formatted(charset.name()), charset)
                            .project()
                            .text("name"));
    }

    @Test
    void a_parent_in_the_repository_adds_what_it_has() throws IOException {
        pom(
                "pom.xml",
                "<project><artifactId>top</artifactId><properties><a>1</a><b>${a}2</b></properties>"
                        + "<dependencies><dependency><artifactId>x</artifactId></dependency></dependencies></project>");
        PomFile child = pom(
                "core/pom.xml",
                "<project><parent><artifactId>top</artifactId></parent><artifactId>core</artifactId>"
                        + "<properties><a>7</a></properties></project>");
        assertEquals("72", child.property("b"));
        assertEquals("72!", child.value("${b}!"));
        assertEquals("x", child.dependencies().get(0).text("artifactId"));
        assertEquals(2, child.line().size());
        PomFile stranger =
                pom("other/pom.xml", "<project><parent><artifactId>elsewhere</artifactId></parent></project>");
        assertNull(stranger.parent());
        assertNull(stranger.property("a"));
    }

    @Test
    void profiles_count_that_nobody_has_to_name() throws IOException {
        PomFile pom = pom(
                "pom.xml",
                "<project><profiles>"
                        + "<profile><activation><activeByDefault>true</activeByDefault></activation>"
                        + "<properties><a>1</a></properties></profile>"
                        + "<profile><activation><property><name>!skip</name></property></activation>"
                        + "<build><plugins><plugin><artifactId>p</artifactId></plugin></plugins></build></profile>"
                        + "<profile><properties><b>1</b></properties>"
                        + "<build><plugins><plugin><artifactId>q</artifactId></plugin></plugins></build></profile>"
                        + "</profiles></project>");
        assertEquals("1", pom.property("a"));
        assertNull(pom.property("b"));
        assertEquals(
                List.of("p"),
                pom.plugins().stream().map(plugin -> plugin.text("artifactId")).toList());
        assertEquals(1, pom.settings("q").count());
    }

    @Test
    void modules_are_found_once() throws IOException {
        pom("a/pom.xml", "<project><modules><module>b</module><module>..</module></modules></project>");
        pom("a/b/pom.xml", "<project><artifactId>b</artifactId></project>");
        PomFile top = pom("pom.xml", "<project><modules><module>a</module><module>gone</module></modules></project>");
        assertEquals(
                List.of(Path.of("a/pom.xml"), Path.of("a/b/pom.xml")),
                top.modules(root).stream()
                        .map(module -> root.relativize(module.file()))
                        .toList());
    }

    @Test
    void of_what_is_no_pom_is_kept_what_could_be_read() throws IOException {
        PomFile pom = pom("pom.xml", "<project><artifactId>a</artifactId><name>");
        assertNotNull(pom.problem());
        assertEquals("a", pom.project().text("artifactId"));
        assertNotNull(pom("pom.xml", "").problem());
    }

    @ParameterizedTest
    @EnumSource
    void parents_and_modules_are_found_on_the_disks_of_every_system(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            Path top = Disk.directory(disk);
            Disk.write(
                    top,
                    "pom.xml",
                    "<project><modules><module>a/b</module><module>../x</module></modules>"
                            + "<artifactId>top</artifactId></project>");
            Disk.write(top.resolveSibling("x"), "pom.xml", "<project/>");
            Disk.write(
                    top,
                    "a/b/pom.xml",
                    "<project>\r\n<parent><artifactId>top</artifactId>\r\n"
                            + "<relativePath>../..</relativePath></parent></project>\r\n");
            PomFile pom = PomFile.read(top.resolve("pom.xml"), top);
            List<PomFile> modules = pom.modules(top);
            assertEquals(
                    List.of(top.resolve("a/b/pom.xml")),
                    modules.stream().map(PomFile::file).toList());
            assertEquals(2, modules.get(0).line().size());
        }
    }
}
