//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Writes down what Maven knows of a module that it has built, where what it runs is written down. */
final class ModuleRecorder {

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

    private static int last;

    private ModuleRecorder() {}

    static synchronized void built(ExecutionEvent execution) throws Exception {
        MavenProject project = execution.getProject();
        if (System.getenv(BuildRecorder.WANTED) == null
                || project.getPackaging().equals("pom")) return;
        last++;
        // the last plugin may have asked for less than all of them
        project.setArtifactFilter(artifact -> true);
        List<String> sources = new ArrayList<>(project.getCompileSourceRoots());
        for (Resource resource : project.getResources()) sources.add(resource.getDirectory());
        write("java", Collections.singletonList(System.getProperty("java.home")));
        write("pom", Collections.singletonList(project.getFile().getPath()));
        write("build", Collections.singletonList(project.getBuild().getDirectory()));
        write("output", Collections.singletonList(project.getBuild().getOutputDirectory()));
        write("sources", sources);
        write("runtime", project.getRuntimeClasspathElements());
        write("test", project.getTestClasspathElements());
        application(project, execution.getSession().getUserProperties());
    }

    private static void write(String name, List<String> values) {
        List<String> fields = new ArrayList<>(Arrays.asList("module", String.valueOf(last), name));
        fields.addAll(values);
        TestEventWriter.write(fields.toArray(new String[0]));
    }

    /** What exec:java would run, and else the class that some other plugin has for one that is to be run. */
    private static void application(MavenProject project, Properties user) throws Exception {
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
        write("main", main == null ? Collections.emptyList() : Collections.singletonList(main));
        write("arguments", words);
        write("properties", properties);
        write("unknown", unknown);
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
