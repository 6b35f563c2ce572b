//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Holds Maven back before the first step that may need the database, until a file named "go" is in the directory of the
 * events, and gives the tests a listener.
 */
@Named
@Singleton
public class MavenGate extends AbstractEventSpy {

    private static final Set<String> TESTERS =
            new HashSet<>(Arrays.asList("maven-surefire-plugin", "maven-failsafe-plugin"));
    /** Plugins of Maven itself that run what the user wrote. */
    private static final Set<String> RUNNERS =
            new HashSet<>(Arrays.asList("maven-antrun-plugin", "maven-invoker-plugin"));
    /** Plugins that have no use for a database. */
    private static final Set<String> HARMLESS = new HashSet<>(Arrays.asList("org.apache.maven.plugins", "org.jacoco"));

    /** The user knows that no other plugin needs it. */
    private static final boolean TESTS_ALONE = "tests".equals(System.getenv("MANAGE_GATE"));

    /** The first surefire that knows the JUnit Platform. */
    private static final ComparableVersion WITH_PLATFORM = new ComparableVersion("2.22.0");

    private static final String RERUNS = "rerunFailingTestsCount";

    private static final String TIERED = "-XX:TieredStopAtLevel=";

    /** Surefire's and failsafe's, numbered as they begin. */
    private static final Map<MojoExecution, Integer> EXECUTIONS = Collections.synchronizedMap(new IdentityHashMap<>());

    private volatile boolean open;

    @Override
    public void init(Context context) {
        TestEventWriter.write("maven");
    }

    @Override
    public void onEvent(Object event) throws Exception {
        if (TestEventWriter.DIRECTORY == null || !(event instanceof ExecutionEvent)) return;
        ExecutionEvent execution = (ExecutionEvent) event;
        if (execution.getType() == ExecutionEvent.Type.ProjectSucceeded) ModuleRecorder.built(execution);
        MojoExecution mojo = execution.getMojoExecution();
        if (mojo == null) return;
        boolean tests = TESTERS.contains(mojo.getArtifactId())
                && !"verify".equals(mojo.getGoal())
                && !"help".equals(mojo.getGoal());
        switch (execution.getType()) {
            case MojoStarted:
                if (tests
                        || RUNNERS.contains(mojo.getArtifactId())
                        || !HARMLESS.contains(mojo.getGroupId()) && !TESTS_ALONE) await();
                CoverageAgent.starts(mojo, execution);
                if (tests) begin(mojo, execution);
                return;
            case MojoSucceeded:
            case MojoFailed:
                CoverageAgent.ended(mojo, execution);
                BuildRecorder.ended(mojo, execution);
                if (tests) TestEventWriter.write("end", String.valueOf(EXECUTIONS.get(mojo)), now());
                return;
            default:
        }
    }

    private static void begin(MojoExecution mojo, ExecutionEvent event) throws Exception {
        String execution = String.valueOf(EXECUTIONS.computeIfAbsent(mojo, one -> EXECUTIONS.size() + 1));
        listen(mojo, event.getProject().getArtifacts(), execution);
        CoverageAgent.tests(mojo, event);
        retry(mojo, event);
        if (System.getenv("MANAGE_SHORT") != null) startQuickly(mojo.getConfiguration(), event);
        String reports = value("reportsDirectory", mojo, event.getSession());
        if (!reports.isEmpty())
            reports = event.getProject().getBasedir().toPath().resolve(reports).toString();
        String reruns = value(RERUNS, mojo, event.getSession());
        TestEventWriter.write("begin", execution, now(), reports, reruns);
    }

    /** The command line's number of tries counts, also where the POM has one. */
    private static void retry(MojoExecution mojo, ExecutionEvent event) {
        String tester = mojo.getArtifactId().contains("failsafe") ? "failsafe." : "surefire.";
        String tries = event.getSession().getUserProperties().getProperty(tester + RERUNS);
        if (tries != null) child(mojo.getConfiguration(), RERUNS).setValue(tries);
    }

    private synchronized void await() throws Exception {
        Path go = Paths.get(TestEventWriter.DIRECTORY, "go");
        for (int i = 1; !open && !Files.exists(go); i++) {
            Thread.sleep(5);
            if (i % 100 == 0 && OwnerLock.isFree()) Runtime.getRuntime().halt(1);
        }
        open = true;
    }

    /** JUnit 4 alone, and older versions of surefire, find no listener by themselves: they have to be told of it. */
    private static void listen(MojoExecution mojo, Set<Artifact> artifacts, String execution)
            throws URISyntaxException {
        Xpp3Dom configuration = mojo.getConfiguration();
        if (configuration == null) mojo.setConfiguration(configuration = new Xpp3Dom("configuration"));
        add(
                configuration,
                "additionalClasspathElements",
                "additionalClasspathElement",
                Paths.get(MavenGate.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
        child(configuration, "systemPropertyVariables").addChild(leaf(TestEventWriter.EXECUTION, execution));
        boolean platform = new ComparableVersion(mojo.getVersion()).compareTo(WITH_PLATFORM) >= 0;
        boolean junit4 = false;
        for (Artifact artifact : artifacts) {
            String group = artifact.getGroupId();
            boolean jupiter = group.equals("org.junit.platform") || group.equals("org.junit.jupiter");
            if (platform && jupiter || group.equals("org.testng")) return;
            junit4 |= group.equals("junit");
        }
        if (!junit4) return;
        Xpp3Dom property = new Xpp3Dom("property");
        property.addChild(leaf("name", "listener"));
        property.addChild(leaf("value", "lib.extension.JUnit4TestListener"));
        child(configuration, "properties").addChild(property);
    }

    private static String now() {
        return String.valueOf(System.currentTimeMillis());
    }

    /** What a parameter is in the end, wherever it was set; empty where it is not known, as with older plugins. */
    private static String value(String parameter, MojoExecution mojo, MavenSession session)
            throws ExpressionEvaluationException {
        Xpp3Dom set = mojo.getConfiguration().getChild(parameter);
        if (set == null) return "";
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, mojo);
        Object value = evaluator.evaluate(set.getValue());
        if (value == null) value = evaluator.evaluate(set.getAttribute("default-value"));
        return value == null ? "" : value.toString();
    }

    /**
     * Test JVMs that live for seconds are better off with the compiler that starts at once, unless the user says
     * otherwise.
     */
    private static void startQuickly(Xpp3Dom configuration, ExecutionEvent event) {
        Xpp3Dom line = child(configuration, "argLine");
        String own = line.getValue();
        String property = event.getSession()
                .getUserProperties()
                .getProperty("argLine", event.getProject().getProperties().getProperty("argLine"));
        if ((own + " " + property).contains(TIERED)) return;
        boolean fromProperty = own == null || own.equals("${argLine}");
        String before = property == null ? "" : "${argLine} ";
        line.setValue((fromProperty ? before : own + " ") + TIERED + "1");
    }

    private static void add(Xpp3Dom configuration, String list, String element, String value) {
        Xpp3Dom elements = child(configuration, list);
        // a reference to a property that nobody set stands there as text
        if (elements.getChildCount() == 0) elements.setValue(null);
        elements.addChild(leaf(element, value));
    }

    static Xpp3Dom child(Xpp3Dom parent, String name) {
        Xpp3Dom child = parent.getChild(name);
        if (child == null) parent.addChild(child = new Xpp3Dom(name));
        return child;
    }

    private static Xpp3Dom leaf(String name, String value) {
        Xpp3Dom leaf = new Xpp3Dom(name);
        leaf.setValue(value);
        return leaf;
    }
}
