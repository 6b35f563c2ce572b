//JAVA 17+
//SOURCES Context.java JBang.java

import java.io.IOException;
import java.nio.file.*;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.*;

/** The jar that makes Maven wait for the database and its tests tell of themselves; built once for all checkouts. */
public class MavenExtension {

    private static final String FOLDER = "tasks/ondemand";
    private static final String SCRIPT = FOLDER + "/maven_extension.java";
    private static final List<String> SOURCES = List.of("maven_extension.java", "MavenGate.java", "TestEventWriter.java", "PlatformTestListener.java", "JUnit4TestListener.java", "TestNgTestListener.java");

    /** The jar; built now, by a script of its own, when these sources never were. Null where it cannot be: the tests run all the same. */
    public static Path jar(Context context) {
        Path jar = Project.cache().resolve("maven-extension-" + version(context.project()) + ".jar");
        if (Files.exists(jar) || context.dryRun()) return jar;
        context.talk().say("Building the extension for Maven, once ...");
        try {
            if (JBang.run(context, List.of("--quiet"), SCRIPT, List.of(jar.toString())) == 0) return jar;
        } catch (Stop stop) {
            if (stop.code == Stop.INTERRUPTED) throw stop;
            context.talk().warn(stop.getMessage());
        }
        context.talk().warn("the extension for Maven could not be built: the tests start after the database, and print what Maven prints.");
        return null;
    }

    /** Changes whenever the sources do. */
    private static String version(Project project) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String source : SOURCES) digest.update(Files.readAllBytes(project.root().resolve(FOLDER).resolve(source)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchFileException e) {
            throw Stop.wrongInput("there is no " + e.getFile(), "Copy the whole tasks folder, ondemand too.");
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
