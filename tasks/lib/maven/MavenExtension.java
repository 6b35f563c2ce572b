//JAVA 17+
//FILES maven-extension/maven_extension.java=../extension/maven_extension.java
//FILES maven-extension/MavenGate.java=../extension/MavenGate.java
//FILES maven-extension/ModuleRecorder.java=../extension/ModuleRecorder.java
//FILES maven-extension/CoverageAgent.java=../extension/CoverageAgent.java
//FILES maven-extension/TestEventWriter.java=../extension/TestEventWriter.java
//FILES maven-extension/PlatformTestListener.java=../extension/PlatformTestListener.java
//FILES maven-extension/JUnit4TestListener.java=../extension/JUnit4TestListener.java
//FILES maven-extension/TestNgTestListener.java=../extension/TestNgTestListener.java
//FILES maven-extension/TestFailure.java=../extension/TestFailure.java
//FILES maven-extension/BuildRecorder.java=../extension/BuildRecorder.java
//FILES maven-extension/ProcessorPath.java=../extension/ProcessorPath.java
//FILES maven-extension/OwnerLock.java=../extension/OwnerLock.java
//FILES maven-extension/TestJvmRecord.java=../extension/TestJvmRecord.java
//FILES maven-extension/TestWorker.java=../extension/TestWorker.java
//FILES maven-extension/WarmUp.java=../extension/WarmUp.java
//FILES maven-extension/TestOutput.java=../extension/TestOutput.java

package lib.maven;

import java.io.*;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.*;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.environment.Context;
import lib.environment.Project;
import lib.script.ScriptLauncher;

/**
 * The jar that makes Maven wait for the database, its tests tell of themselves, and itself of its modules; built once
 * for all checkouts. Its sources are in our own jar, as the project that is tested need not have them.
 */
public class MavenExtension {

    /**
     * The variable that has Maven, and the JVMs of its tests, write down what they do; the secrets that it names are
     * not.
     */
    public static final String RECORDED = "MANAGE_RECORD";

    private static final String SCRIPT = "maven_extension.java";
    private static final String JAR = "extension.jar";
    private static final List<String> SOURCES = List.of(
            SCRIPT,
            "MavenGate.java",
            "ModuleRecorder.java",
            "CoverageAgent.java",
            "TestEventWriter.java",
            "PlatformTestListener.java",
            "JUnit4TestListener.java",
            "TestNgTestListener.java",
            "BuildRecorder.java",
            "ProcessorPath.java",
            "OwnerLock.java",
            "TestJvmRecord.java",
            "TestWorker.java",
            "WarmUp.java",
            "TestFailure.java",
            "TestOutput.java");

    /** The jar for a test run. Null where it cannot be built: the tests run all the same. */
    public static Path jar(Context context) {
        Path jar = built(context);
        if (jar == null)
            context.console()
                    .warn("the extension for Maven could not be built: the tests start only when the database is"
                            + " ready, and Maven's own output is shown.");
        return jar;
    }

    /** The jar; built now, by JBang, when these sources never were. Null where it cannot be. */
    static Path built(Context context) {
        Map<String, byte[]> sources = sources();
        Path usual = Project.cache().resolve("maven-extension-" + version(sources));
        if (Files.exists(usual.resolve(JAR)) || context.dryRun()) return usual.resolve(JAR);
        Path directory = writable(usual, context.project());
        Path jar = directory.resolve(JAR);
        if (Files.exists(jar)) return jar;
        context.console().info("Building the extension for Maven, once ...");
        try {
            Files.createDirectories(directory);
            for (var source : sources.entrySet()) Files.write(directory.resolve(source.getKey()), source.getValue());
            if (ScriptLauncher.run(
                            context,
                            List.of("--quiet"),
                            directory.resolve(SCRIPT).toString(),
                            List.of(jar.toString()))
                    == 0) return jar;
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            context.console().warn(stop.getMessage());
        } catch (IOException e) {
            throw ExitException.cannotWrite(directory, e);
        }
        return null;
    }

    /** The directory, or one of the project where this user has no cache that can be written to. */
    private static Path writable(Path directory, Project project) {
        try {
            if (Files.isWritable(Files.createDirectories(directory))) return directory;
        } catch (IOException readOnly) {
            // the project's own is left
        }
        return project.state(directory.getFileName().toString());
    }

    private static Map<String, byte[]> sources() {
        Map<String, byte[]> sources = new LinkedHashMap<>();
        for (String name : SOURCES) {
            try (InputStream in = MavenExtension.class.getResourceAsStream("/maven-extension/" + name)) {
                sources.put(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    /** Changes whenever the sources do. */
    private static String version(Map<String, byte[]> sources) {
        MessageDigest digest = Hashing.sha256();
        sources.values().forEach(digest::update);
        return Hashing.hex(digest, 8);
    }
}
