//JAVA 17+
//DEPS org.apache.maven:maven-core:3.9.16

package lib.extension;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.handler.manager.ArtifactHandlerManager;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Exclusion;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.repository.exception.ComponentLookupException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** The files of the annotation processors that a compiler plugin is given, as it finds them itself. */
final class ProcessorPath {

    private ProcessorPath() {}

    /**
     * Resolves them, which the plugin has done before.
     *
     * @param paths its annotationProcessorPaths
     * @param managed whether the POM's dependencyManagement counts
     */
    @SuppressWarnings("deprecation")
    static List<String> of(Xpp3Dom paths, boolean managed, ExecutionEvent event)
            throws ComponentLookupException, DependencyResolutionException {
        MavenProject project = event.getProject();
        ArtifactTypeRegistry types = RepositoryUtils.newArtifactTypeRegistry(
                event.getSession().getContainer().lookup(ArtifactHandlerManager.class));
        CollectRequest request = new CollectRequest();
        request.setRepositories(project.getRemoteProjectRepositories());
        List<Dependency> known = project.getDependencyManagement() == null
                ? new ArrayList<>()
                : project.getDependencyManagement().getDependencies();
        for (Xpp3Dom path : paths.getChildren())
            request.addDependency(RepositoryUtils.toDependency(dependency(path, known), types));
        if (managed) {
            for (Dependency one : known) request.addManagedDependency(RepositoryUtils.toDependency(one, types));
        }
        List<String> files = new ArrayList<>();
        RepositorySystem repository = event.getSession().getContainer().lookup(RepositorySystem.class);
        for (ArtifactResult result : repository
                .resolveDependencies(event.getSession().getRepositorySession(), new DependencyRequest(request, null))
                .getArtifactResults()) files.add(result.getArtifact().getFile().getAbsolutePath());
        return files;
    }

    private static Dependency dependency(Xpp3Dom path, List<Dependency> known) {
        Dependency dependency = new Dependency();
        dependency.setGroupId(text(path, "groupId", ""));
        dependency.setArtifactId(text(path, "artifactId", ""));
        dependency.setClassifier(text(path, "classifier", null));
        dependency.setType(text(path, "type", "jar"));
        dependency.setVersion(text(path, "version", null));
        dependency.setScope("runtime");
        for (Dependency one : known) {
            if (dependency.getVersion() == null && one.getManagementKey().equals(dependency.getManagementKey()))
                dependency.setVersion(one.getVersion());
        }
        Xpp3Dom exclusions = path.getChild("exclusions");
        if (exclusions == null) return dependency;
        for (Xpp3Dom each : exclusions.getChildren()) {
            Exclusion exclusion = new Exclusion();
            exclusion.setGroupId(text(each, "groupId", "*"));
            exclusion.setArtifactId(text(each, "artifactId", "*"));
            dependency.addExclusion(exclusion);
        }
        return dependency;
    }

    private static String text(Xpp3Dom parent, String name, String otherwise) {
        Xpp3Dom child = parent.getChild(name);
        return child == null || child.getValue() == null ? otherwise : child.getValue();
    }
}
