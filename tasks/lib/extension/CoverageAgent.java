//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Keeps the coverage of a test run whole, whatever the POM has of JaCoCo: all agents write into our file, a JVM has one
 * agent and not two, and an argLine that leaves the agent out gets it.
 */
final class CoverageAgent {

    private static final String PLUGIN = "jacoco-maven-plugin";
    /** The file that the command line names; without it nobody wants coverage from us. */
    private static final String OURS = "jacoco.destFile";

    private static final String QUOTED = "(?:[^\"\\\\]|\\\\.)*";

    private static final Pattern AGENT = Pattern.compile(
            "\"" + QUOTED + "-javaagent:" + QUOTED + "jacoco" + QUOTED + "\"|-javaagent:\\S*jacoco\\S*");
    private static final Pattern REFERENCE = Pattern.compile("[@$]\\{([^}]+)}");

    private CoverageAgent() {}

    /**
     * Before one of JaCoCo's own goals: those that the POM binds take our file for theirs, also to report from and to
     * check.
     */
    static void starts(MojoExecution mojo, ExecutionEvent event) {
        String file = ours(event);
        if (file == null || !PLUGIN.equals(mojo.getArtifactId()) || mojo.getSource() == MojoExecution.Source.CLI)
            return;
        String goal = mojo.getGoal();
        if (goal.startsWith("prepare-agent")) {
            set(mojo, "destFile", file);
            set(mojo, "append", "true");
        } else if (goal.equals("report") || goal.equals("report-integration") || goal.equals("check")) {
            set(mojo, "dataFile", file);
        }
    }

    /**
     * After a prepare-agent: one of the POM's stands before ours in the same property, and two would disturb each
     * other.
     */
    static void ended(MojoExecution mojo, ExecutionEvent event) {
        if (ours(event) == null
                || !PLUGIN.equals(mojo.getArtifactId())
                || !mojo.getGoal().startsWith("prepare-agent")) return;
        Xpp3Dom name =
                mojo.getConfiguration() == null ? null : mojo.getConfiguration().getChild("propertyName");
        String value = name == null ? null : name.getValue();
        String property = value == null || value.contains("${") ? "argLine" : value;
        Properties properties = event.getProject().getProperties();
        String line = properties.getProperty(property);
        List<String> agents = agents(line);
        if (agents.isEmpty()) return;
        String agent = agents.get(0);
        if (mojo.getSource() != MojoExecution.Source.CLI && agents.size() > 1)
            line = line.replace(agents.get(1), "").trim();
        // JaCoCo puts blanks into quotes, and an apostrophe of a directory's name would begin some as well
        if (!agent.startsWith("\"") && agent.contains("'")) line = line.replace(agent, "\"" + agent + "\"");
        properties.setProperty(property, line);
    }

    /**
     * Before tests: where the POM or the command line has an argLine of its own, without the agent, it is put before
     * that.
     */
    static void tests(MojoExecution mojo, ExecutionEvent event) {
        List<String> agents = agents(event.getProject().getProperties().getProperty("argLine"));
        if (ours(event) == null || agents.isEmpty()) return;
        Xpp3Dom line = MavenGate.child(mojo.getConfiguration(), "argLine");
        String own = line.getValue() == null ? "${argLine}" : line.getValue();
        if (agents(resolved(own, event)).isEmpty()) line.setValue(agents.get(0) + " " + resolved(own, event));
    }

    /**
     * With the values of the properties that it refers to, those of the command line first; what is not known stays.
     */
    private static String resolved(String line, ExecutionEvent event) {
        Matcher reference = REFERENCE.matcher(line);
        StringBuffer text = new StringBuffer();
        while (reference.find()) {
            String value = event.getSession()
                    .getUserProperties()
                    .getProperty(
                            reference.group(1),
                            event.getProject().getProperties().getProperty(reference.group(1)));
            reference.appendReplacement(text, Matcher.quoteReplacement(value == null ? reference.group() : value));
        }
        return reference.appendTail(text).toString();
    }

    private static List<String> agents(String line) {
        List<String> agents = new ArrayList<>();
        Matcher agent = AGENT.matcher(line == null ? "" : line);
        while (agent.find()) agents.add(agent.group());
        return agents;
    }

    private static String ours(ExecutionEvent event) {
        return event.getSession().getUserProperties().getProperty(OURS);
    }

    private static void set(MojoExecution mojo, String name, String value) {
        if (mojo.getConfiguration() == null) mojo.setConfiguration(new Xpp3Dom("configuration"));
        MavenGate.child(mojo.getConfiguration(), name).setValue(value);
    }
}
