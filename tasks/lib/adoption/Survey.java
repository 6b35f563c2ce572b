//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a repository is made of, as far as its tests and its database go. */
public class Survey {

    /** One thing that was found, and where. */
    public record Finding(String what, String value, String where) {}

    /** Answers which of several, by its place in the list. */
    public interface Choice {
        int of(String question, List<String> answers);
    }

    final RepositoryFacts facts;
    final Connections connections;
    final Migrated migrated;
    final ServerImage image;
    final MavenInvocation maven;
    /** What runs the tests where that is not Maven; empty where nothing is known that does. */
    final List<String> command;

    public final List<Finding> findings;
    public final List<String> notes = new ArrayList<>();

    /** @param requested a module or a POM, or null */
    public Survey(Path root, String requested, Choice choice) {
        RepositoryFiles files = new RepositoryFiles(root);
        ProjectSelector selector = new ProjectSelector(root, files, choice, notes);
        RepositoryFacts whole = RepositoryFacts.read(root, files, selector.select(requested));
        Connections all = new Connections(whole);
        TestedProject project = selector.oneOf(whole.project(), all.databases);
        boolean same = project.equals(whole.project());
        facts = same ? whole : RepositoryFacts.read(root, files, project);
        connections = same ? all : new Connections(facts);
        migrated = Migrated.of(facts, connections);
        image = ServerImage.of(facts);
        maven = MavenInvocation.of(facts.project(), connections);
        command = facts.project().tool() == BuildTool.GRADLE
                ? new GradleBuilds(root, files).test(facts.project())
                : List.of();
        SurveyReport report = new SurveyReport(this);
        findings = report.findings();
        notes.addAll(report.notes());
    }
}
