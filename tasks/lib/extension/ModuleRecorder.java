//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Holds Maven back before its first step, until a file named "go" is in the folder that MANAGE_MODULES names, and
 * writes down there what Maven knows of each module that it has built: a file of properties, with a line for each item
 * of a list. Without that variable nothing is done.
 */
@Named
@Singleton
public class ModuleRecorder extends AbstractEventSpy {

    private static final String FOLDER = System.getenv("MANAGE_MODULES");
    private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin";
    private static final String MAIN = "mainClass";
    private static final String ARGUMENTS = "arguments";
    private static final String WORDS = "commandlineArgs";
    private static final String PROPERTIES = "systemProperties";
    /** What exec:java can be told and a JVM of its own does as well, or has no need of. */
    private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(
            MAIN,
            ARGUMENTS,
            WORDS,
            PROPERTIES,
            "executable",
            "cleanupDaemonThreads",
            "daemonThreadJoinTimeout",
            "stopUnresponsiveDaemonThreads",
            "blockSystemExit"));

    private final AtomicInteger modules = new AtomicInteger();

    private volatile boolean open;

    @Override
    public void onEvent(Object event) throws Exception {
        if (FOLDER == null || !(event instanceof ExecutionEvent)) return;
        ExecutionEvent execution = (ExecutionEvent) event;
        if (execution.getType() == ExecutionEvent.Type.MojoStarted) await();
        if (execution.getType() == ExecutionEvent.Type.ProjectSucceeded) succeeded(execution);
    }

    /** It may be a long time until then. */
    private synchronized void await() throws Exception {
        Path go = Paths.get(FOLDER, "go");
        for (int i = 1; !open && !Files.exists(go); i++) {
            Thread.sleep(10);
            if (i % 100 == 0 && MavenGate.abandoned()) Runtime.getRuntime().halt(1);
        }
        open = true;
    }

    private void succeeded(ExecutionEvent execution) throws Exception {
        MavenProject project = execution.getProject();
        if (project.getPackaging().equals("pom")) return;
        Properties known = new Properties();
        record(project, known);
        application(project, execution.getSession().getUserProperties(), known);
        try (OutputStream out = Files.newOutputStream(Paths.get(FOLDER, modules.incrementAndGet() + ".properties"))) {
            known.store(out, null);
        }
    }

    private static void record(MavenProject project, Properties known) throws Exception {
        // the last plugin may have asked for less than all of them
        project.setArtifactFilter(artifact -> true);
        List<String> sources = new ArrayList<>(project.getCompileSourceRoots());
        for (Resource resource : project.getResources()) sources.add(resource.getDirectory());
        known.setProperty("java", System.getProperty("java.home"));
        known.setProperty("pom", project.getFile().getPath());
        known.setProperty("build", project.getBuild().getDirectory());
        known.setProperty("output", project.getBuild().getOutputDirectory());
        known.setProperty("sources", String.join("\n", sources));
        known.setProperty("runtime", String.join("\n", project.getRuntimeClasspathElements()));
        known.setProperty("test", String.join("\n", project.getTestClasspathElements()));
    }

    /** What exec:java would run, and else the class that some other plugin has for one that is to be run. */
    private static void application(MavenProject project, Properties user, Properties known) throws Exception {
        Xpp3Dom exec = configuration(project.getPlugin(EXEC));
        List<String> unknown = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        for (Xpp3Dom child : exec.getChildren()) if (!KNOWN.contains(child.getName())) unknown.add(child.getName());
        if (exec.getChild(ARGUMENTS) != null)
            for (Xpp3Dom word : exec.getChild(ARGUMENTS).getChildren()) words.add(text(word));
        String line = setting(exec, WORDS, "exec.args", user, project);
        if (words.isEmpty() && line != null) words.addAll(Arrays.asList(CommandLineUtils.translateCommandline(line)));
        if (exec.getChild(PROPERTIES) != null)
            for (Xpp3Dom property : exec.getChild(PROPERTIES).getChildren())
                properties.add(text(property.getChild("key")) + "=" + text(property.getChild("value")));
        String main = setting(exec, MAIN, "exec.mainClass", user, project);
        for (Plugin plugin : project.getBuildPlugins()) if (main == null) main = mainClass(configuration(plugin));
        if (main != null) known.setProperty("main", main);
        known.setProperty("arguments", String.join("\n", words));
        known.setProperty("properties", String.join("\n", properties));
        known.setProperty("unknown", String.join("\n", unknown));
    }

    /** That of the command line's own execution before that of the plugin. */
    private static Xpp3Dom configuration(Plugin plugin) {
        if (plugin == null) return new Xpp3Dom("configuration");
        PluginExecution named = plugin.getExecutionsAsMap().get("default-cli");
        Object set = named == null ? plugin.getConfiguration() : named.getConfiguration();
        return set == null ? new Xpp3Dom("configuration") : (Xpp3Dom) set;
    }

    private static String setting(
            Xpp3Dom configuration, String element, String property, Properties user, MavenProject project) {
        Xpp3Dom set = configuration.getChild(element);
        if (set != null && !text(set).isEmpty()) return text(set);
        return user.getProperty(property, project.getProperties().getProperty(property));
    }

    private static String mainClass(Xpp3Dom configuration) {
        if (configuration.getName().equals(MAIN) && !text(configuration).isEmpty()) return text(configuration);
        for (Xpp3Dom child : configuration.getChildren()) {
            String main = mainClass(child);
            if (main != null) return main;
        }
        return null;
    }

    private static String text(Xpp3Dom element) {
        return element == null || element.getValue() == null
                ? ""
                : element.getValue().trim();
    }
}
