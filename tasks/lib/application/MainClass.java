//JAVA 17+

package lib.application;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.maven.BuiltModule;

/** The class of a project that is to be run. */
record MainClass(BuiltModule module, String name) {

    private static final String ADVICE = "Name it in the POM: <exec.mainClass>com.example.Application</exec.mainClass>"
            + " among its properties, or now: manage.java run -- -Dexec.mainClass=com.example.Application";

    /** The one that a POM names, else the only one there is. */
    static MainClass of(List<BuiltModule> modules) {
        List<MainClass> named = modules.stream()
                .flatMap(module -> module.mainClass().map(name -> new MainClass(module, name)).stream())
                .toList();
        List<MainClass> found =
                named.isEmpty() ? modules.stream().flatMap(MainClass::in).toList() : named;
        if (found.size() == 1) return found.get(0);
        if (found.isEmpty()) throw ExitException.wrongInput("the project has no class with a main method", ADVICE);
        throw ExitException.wrongInput(
                "several classes have a main method: "
                        + String.join(", ", found.stream().map(MainClass::name).toList()),
                named.isEmpty() ? ADVICE : "Set APPLICATION_POM to the POM of the module to run.");
    }

    private static Stream<MainClass> in(BuiltModule module) {
        if (!Files.isDirectory(module.output())) return Stream.empty();
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.walk(module.output())) {
            for (Path part : module.runtime()) urls.add(part.toUri().toURL());
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
            try (URLClassLoader loader =
                    new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
                return classes.stream()
                        .map(file -> OperatingSystem.slashed(module.output().relativize(file)))
                        .map(file -> file.replaceFirst("\\.class$", "").replace('/', '.'))
                        .filter(name -> hasMain(loader, name))
                        .map(name -> new MainClass(module, name))
                        .toList()
                        .stream();
            }
        } catch (IOException e) {
            throw ExitException.cannotRead(module.output().toString(), e);
        }
    }

    private static boolean hasMain(ClassLoader loader, String name) {
        try {
            return Modifier.isStatic(Class.forName(name, false, loader)
                    .getMethod("main", String[].class)
                    .getModifiers());
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
