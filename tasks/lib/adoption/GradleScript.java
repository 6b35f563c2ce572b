//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.maven.PomFile;
import lib.maven.XmlElement;

/**
 * The dependencies that a build file of Gradle names. The file is a program, in Groovy or Kotlin, that only Gradle can
 * run; what stands in its strings is taken as it is, and put into the form of a POM, to which the same rules apply.
 *
 * @param file what the dependencies are said to be in
 * @param more other files of the same build: its version catalogs and its conventions
 */
record GradleScript(Path file, List<Path> more) {

    private static final Pattern STRING_OR_COMMENT = Pattern.compile("(\"[^\"\\\\\\n"
            + "]*(?:\\\\.[^\"\\\\\\n"
            + "]*)*\"|'[^'\\\\\\n"
            + "]*(?:\\\\.[^'\\\\\\n"
            + "]*)*')|/\\*[\\s\\S]*?\\*/|//[^\\n"
            + "]*|(?m:^\\s*#.*$)");
    private static final Pattern COORDINATES =
            Pattern.compile("[\"']([\\w.-]+):([\\w.-]+)(?::([\\w.${}+,\\[\\]() -]*))?(?::[\\w.-]+)?(?:@\\w+)?[\"']");
    private static final Pattern BY_NAME = Pattern.compile("group\\s*[:=]\\s*[\"']([\\w.-]+)[\"']\\s*,"
            + "\\s*name\\s*[:=]\\s*[\"']([\\w.-]+)[\"'](?:\\s*,\\s*version\\s*[:=]\\s*[\"']([^\"']+)[\"'])?");
    private static final Pattern PLUGIN = Pattern.compile("\\b(?:id|plugin)\\s*[(:=]?\\s*[\"']([\\w.-]+)[\"']"
            + "\\s*\\)?(?:\\s*,?\\s*version\\s*[(=]?\\s*[\"']([^\"']+)[\"'])?");
    private static final Pattern JAVA =
            Pattern.compile("JavaLanguageVersion\\.of\\(\\s*(\\d+)|jvmToolchain\\(\\s*(\\d+)"
                    + "|(?:source|target)Compatibility\\s*=?\\s*(?:JavaVersion\\.VERSION_)?[\"']?(?:1[._])?(\\d+)");

    /** @param parent the build that this is a part of; null for none */
    PomFile asPom(PomFile parent) {
        String text = text(file) + more.stream().map(GradleScript::text).collect(Collectors.joining());
        List<XmlElement> dependencies = new ArrayList<>();
        for (Pattern form : List.of(COORDINATES, BY_NAME)) {
            Matcher found = form.matcher(text);
            while (found.find()) dependencies.add(dependency(found.group(1), found.group(2), found.group(3)));
        }
        Matcher plugin = PLUGIN.matcher(text);
        while (plugin.find())
            // as Gradle itself finds the plugin in a repository
            dependencies.add(dependency(plugin.group(1), plugin.group(1) + ".gradle.plugin", plugin.group(2)));
        List<XmlElement> parts = new ArrayList<>(List.of(XmlElement.of("dependencies", dependencies)));
        Matcher java = JAVA.matcher(text);
        if (java.find()) parts.add(XmlElement.of("properties", List.of(XmlElement.of("java.version", release(java)))));
        return new PomFile(file, XmlElement.of("project", parts), parent, null);
    }

    private static String release(Matcher java) {
        return Stream.of(1, 2, 3)
                .map(java::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static XmlElement dependency(String group, String artifact, String version) {
        List<XmlElement> parts =
                new ArrayList<>(List.of(XmlElement.of("groupId", group), XmlElement.of("artifactId", artifact)));
        if (version != null && version.matches("\\d.*")) parts.add(XmlElement.of("version", version));
        return XmlElement.of("dependency", parts);
    }

    /** Without its comments. */
    private static String text(Path file) {
        return STRING_OR_COMMENT
                .matcher(ScriptFiles.text(file))
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }
}
