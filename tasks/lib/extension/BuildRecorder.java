//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.repository.exception.ComponentLookupException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Writes down what Maven runs, and with which parameters, for somebody who wants to do the same without Maven. */
final class BuildRecorder {

    /**
     * Whoever starts Maven sets it where that is wanted, to the names of variables that hold a secret: what they are is
     * not written down.
     */
    static final String WANTED = "MANAGE_RECORD";

    private static final Set<String> READ =
            new HashSet<>(Arrays.asList("maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin"));

    private static int last;

    private BuildRecorder() {}

    /** After a goal, however it ended. */
    static synchronized void ended(MojoExecution mojo, ExecutionEvent event)
            throws ExpressionEvaluationException, DependencyResolutionRequiredException {
        if (System.getenv(WANTED) == null) return;
        MavenProject project = event.getProject();
        String number = String.valueOf(++last);
        TestEventWriter.write(
                "goal",
                number,
                mojo.getArtifactId(),
                mojo.getGoal(),
                project.getBasedir().toString(),
                String.valueOf(event.getSession().getReactorFailureBehavior()),
                System.getProperty("java.home"));
        if (!READ.contains(mojo.getArtifactId()) || mojo.getConfiguration() == null) return;
        parameters(mojo, event, number);
        boolean tests = mojo.getGoal().startsWith("test");
        if (mojo.getGoal().toLowerCase().endsWith("compile")) {
            write(
                    number,
                    "manage.classPath",
                    false,
                    tests ? project.getTestClasspathElements() : project.getCompileClasspathElements());
            processors(mojo, event, number);
        }
        if (mojo.getGoal().toLowerCase().endsWith("resources"))
            write(
                    number,
                    "manage.resources",
                    false,
                    resources(tests ? project.getTestResources() : project.getResources()));
    }

    private static void processors(MojoExecution mojo, ExecutionEvent event, String number) {
        Xpp3Dom paths = mojo.getConfiguration().getChild("annotationProcessorPaths");
        if (paths == null || paths.getChildCount() == 0) return;
        Xpp3Dom managed = mojo.getConfiguration().getChild("annotationProcessorPathsUseDepMgmt");
        try {
            write(
                    number,
                    "manage.processorPath",
                    false,
                    ProcessorPath.of(paths, managed != null && "true".equals(managed.getValue()), event));
        } catch (ComponentLookupException | DependencyResolutionException e) {
            // what is not written down, nobody does
        }
    }

    private static void parameters(MojoExecution mojo, ExecutionEvent event, String number)
            throws ExpressionEvaluationException {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(event.getSession(), mojo);
        for (Xpp3Dom parameter : mojo.getConfiguration().getChildren()) {
            List<String> usual = texts(evaluator.evaluate(parameter.getAttribute("default-value")));
            if (parameter.getChildCount() > 0) {
                write(number, parameter.getName(), true, elements(parameter, evaluator));
                continue;
            }
            Object value = evaluator.evaluate(parameter.getValue());
            List<String> texts = value == null ? usual : texts(value);
            if (texts != null) write(number, parameter.getName(), !texts.equals(usual), texts);
        }
    }

    private static List<String> elements(Xpp3Dom parameter, PluginParameterExpressionEvaluator evaluator)
            throws ExpressionEvaluationException {
        List<String> elements = new ArrayList<>();
        for (Xpp3Dom element : parameter.getChildren()) {
            Object value = element.getChildCount() > 0 ? element.toString() : evaluator.evaluate(element.getValue());
            elements.add(String.valueOf(value));
        }
        return elements;
    }

    /** Of a value that can be written down; null of another. */
    private static List<String> texts(Object value) {
        if (value == null) return Collections.emptyList();
        if (value instanceof String || value instanceof Boolean || value instanceof Number || value instanceof File)
            return Collections.singletonList(value.toString());
        if (!(value instanceof Collection)) return null;
        List<String> texts = new ArrayList<>();
        for (Object element : (Collection<?>) value) {
            if (!(element instanceof String) && !(element instanceof File)) return null;
            texts.add(element.toString());
        }
        return texts;
    }

    /** Of each its directory, where it goes, and whether it is more than copied: filtered, or in parts. */
    private static List<String> resources(List<Resource> resources) {
        List<String> texts = new ArrayList<>();
        for (Resource resource : resources) {
            boolean plain = !resource.isFiltering()
                    && resource.getIncludes().isEmpty()
                    && resource.getExcludes().isEmpty();
            texts.add(resource.getDirectory());
            texts.add(resource.getTargetPath() == null ? "" : resource.getTargetPath());
            texts.add(plain ? "" : "changed");
        }
        return texts;
    }

    private static void write(String number, String name, boolean set, List<String> values) {
        List<String> fields = new ArrayList<>(Arrays.asList("parameter", number, name, set ? "set" : ""));
        fields.addAll(values);
        TestEventWriter.write(fields.toArray(new String[0]));
    }
}
