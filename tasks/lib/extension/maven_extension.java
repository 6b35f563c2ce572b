///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS --release 8 -Xlint:-options
//SOURCES CoverageAgent.java MavenGate.java TestEventWriter.java
//SOURCES PlatformTestListener.java JUnit4TestListener.java TestNgTestListener.java
//SOURCES TestFailure.java TestOutput.java
//SOURCES BuildRecorder.java ModuleRecorder.java ProcessorPath.java OwnerLock.java
//SOURCES TestJvmRecord.java TestWorker.java WarmUp.java

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar for Maven and for the test JVMs that it forks: Maven waits at the tests until the database is there, and
 * each test is told of as it ends; or Maven tells what it knows of its modules. For Java 8, because Maven 3.8 reads
 * nothing newer, and tests may run on an older JDK.
 */
public class maven_extension {

    /** What announces each class to the one who looks for it: Maven, the JUnit Platform, TestNG. */
    private static final String[][] SERVICES = {
        {"META-INF/sisu/javax.inject.Named", "lib.extension.MavenGate"},
        {"META-INF/services/org.junit.platform.launcher.TestExecutionListener", "lib.extension.PlatformTestListener"},
        {"META-INF/services/org.testng.ITestNGListener", "lib.extension.TestNgTestListener"}
    };

    public static void main(String... args) throws Exception {
        Path jar = Paths.get(args[0]);
        Files.createDirectories(jar.getParent());
        Path part = Files.createTempFile(jar.getParent(), "extension", ".part");
        try (InputStream in = Files.newInputStream(Paths.get(maven_extension
                        .class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
                OutputStream out = Files.newOutputStream(part)) {
            write(new ZipInputStream(in), new ZipOutputStream(out));
        }
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the tests are a module, the jar is one too, which may have no class without a package: as this one is. */
    private static void write(ZipInputStream own, ZipOutputStream jar) throws Exception {
        byte[] buffer = new byte[8192];
        jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
        jar.write(
                "Manifest-Version: 1.0\nAutomatic-Module-Name: manage.extension\n\n".getBytes(StandardCharsets.UTF_8));
        for (ZipEntry entry = own.getNextEntry(); entry != null; entry = own.getNextEntry()) {
            if (!entry.getName().endsWith(".class") || entry.getName().indexOf('/') < 0) continue;
            jar.putNextEntry(new ZipEntry(entry.getName()));
            for (int length = own.read(buffer); length >= 0; length = own.read(buffer)) jar.write(buffer, 0, length);
        }
        for (String[] service : SERVICES) {
            jar.putNextEntry(new ZipEntry(service[0]));
            jar.write((service[1] + "\n").getBytes(StandardCharsets.UTF_8));
        }
        jar.close();
    }
}
