//JAVA 17+

package lib.maven;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that Maven runs: the phases of its lifecycles, and the goals of plugins. */
public class Lifecycle {

    /** Those of a build, each after those before it. */
    private static final List<String> PHASES = List.of(
            "validate",
            "initialize",
            "generate-sources",
            "process-sources",
            "generate-resources",
            "process-resources",
            "compile",
            "process-classes",
            "generate-test-sources",
            "process-test-sources",
            "generate-test-resources",
            "process-test-resources",
            "test-compile",
            "process-test-classes",
            "test",
            "prepare-package",
            "package",
            "pre-integration-test",
            "integration-test",
            "post-integration-test",
            "verify",
            "install",
            "deploy");

    private static final Set<String> OTHER_PHASES =
            Set.of("pre-clean", "clean", "post-clean", "pre-site", "site", "post-site", "site-deploy");

    /** PREFIX:GOAL, or GROUP:ARTIFACT:GOAL with or without a version, and an execution behind it or none. */
    private static final Pattern GOAL = Pattern.compile("[\\w.-]+(?::[\\w.-]+){1,3}(?:@[\\w.-]+)?");

    /** Whether Maven would run a word, rather than reject it. */
    public static boolean has(String word) {
        return PHASES.contains(word)
                || OTHER_PHASES.contains(word)
                || GOAL.matcher(word).matches();
    }

    /** Whether a word is a phase of a build, and no earlier one. */
    static boolean reaches(String word, String phase) {
        return PHASES.indexOf(word) >= PHASES.indexOf(phase);
    }
}
