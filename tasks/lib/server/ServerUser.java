//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;

/** The user that an embedded server runs as, since PostgreSQL refuses root, and the directories open to this user. */
public class ServerUser {

    /** In a user namespace a process is somebody else, and its files are still ours. */
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private static final String ENV = "/usr/bin/env";
    /** Each starts a program as somebody else. The first that is seen to work is taken. */
    private static final List<List<String>> WAYS = List.of(
            NAMESPACE,
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"),
            List.of("runuser", "-u", "nobody", "--"),
            // su starts a shell; env in its place starts a program, and takes each argument as it is
            List.of("su", "-s", ENV, "--", "nobody"),
            // of dpkg, which would go to another directory, and of a busybox without su; first it looks for the name
            List.of("start-stop-daemon", "-S", "-d", ".", "-c", "nobody", "-n", "manage.java", "-a", ENV, "--"),
            List.of("start-stop-daemon", "-S", "-c", "nobody", "-n", "manage.java", "-a", ENV, "--"));
    /** Directories that every user may enter, below directories that every machine has. */
    private static final List<Path> SHARED = Stream.of("/var/lib", "/var/tmp", "/tmp")
            .map(top -> Path.of(top, "manage.java"))
            .toList();

    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private final ProcessRunner runner;
    private final List<String> way;
    private final String name;
    /** What was tried once. */
    private final Map<Path, Path> reachable = new ConcurrentHashMap<>();

    private ServerUser(ProcessRunner runner, List<String> way, String name) {
        this.runner = runner;
        this.way = way;
        this.name = name;
    }

    /** @throws ExitException when PostgreSQL would refuse this user, and there is no way to be another */
    public static ServerUser of(ProcessRunner runner) {
        String name = System.getProperty("user.name");
        boolean unknown = name.equals("?");
        if (!name.equals("root") && !unknown) return new ServerUser(runner, List.of(), name);
        for (List<String> way : unknown ? List.of(NAMESPACE) : WAYS) {
            ProcessRunner.Output output = new ServerUser(runner, way, "").run(List.of("id", "-un"));
            String other = output.out().strip();
            if (output.code() == 0 && !other.equals("root")) return new ServerUser(runner, way, other);
        }
        if (unknown)
            throw ExitException.machineLacks(
                    "PostgreSQL refuses to run as a user that has no entry in /etc/passwd",
                    "Add an entry for this user, run as another one, or use --engine docker.");
        throw ExitException.machineLacks(
                "PostgreSQL refuses to run as root, and no other user is available here",
                "Install setpriv (of util-linux) and make sure that /etc/passwd has the user nobody,"
                        + " run as another user,"
                        + " or use --engine docker.");
    }

    private ProcessRunner.Output run(List<String> program) {
        try {
            return runner.captured(new ProcessSpec(argv(program), Path.of("/"), Map.of()).within(ANSWER_TIMEOUT));
        } catch (ExitException missing) {
            if (missing.code == ExitException.INTERRUPTED) throw missing;
            return new ProcessRunner.Output(missing.code, "", missing.getMessage());
        }
    }

    /** The command line that starts a program as this user. */
    public List<String> argv(List<String> program) {
        return Stream.concat(way.stream(), program.stream()).toList();
    }

    /** Whether what is ours is not this user's. */
    private boolean other() {
        return !way.isEmpty() && way != NAMESPACE;
    }

    /** Who it is, for people. */
    public String describe() {
        return name + (way.isEmpty() ? "" : ", by " + way.get(0));
    }

    /** Gives it a file of ours, or a directory, which then is closed to all others. */
    public void own(Path path) throws IOException {
        if (!other()) return;
        if (Files.isDirectory(path)) Files.setPosixFilePermissions(path, PRIVATE);
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    }

    /** Where something is that was once put where {@link #reachable} said. */
    public Optional<Path> existing(Path usual, String shared) {
        Stream<Path> elsewhere = SHARED.stream()
                .filter(directory -> other() && open(directory))
                .map(directory -> directory.resolve(shared));
        return Stream.concat(Stream.of(usual), elsewhere).filter(Files::exists).findFirst();
    }

    /**
     * Where this user can keep files and run programs.
     *
     * @param usual the place for it, unless this user is kept out of there
     * @param shared what it is called in a directory of all users and checkouts
     */
    public Path reachable(Path usual, String shared) {
        return other() ? reachable.computeIfAbsent(usual, place -> tried(place, shared)) : usual;
    }

    private Path tried(Path usual, String shared) {
        Stream<Path> elsewhere = SHARED.stream().filter(ServerUser::made).map(directory -> directory.resolve(shared));
        return Stream.concat(Stream.of(usual), elsewhere)
                .filter(this::usable)
                .findFirst()
                .orElseThrow(() -> ExitException.machineLacks(
                        "there is no directory here that the user " + name + " can write to and run programs from",
                        "Make /var/lib, /var/tmp or /tmp writable and mount it without noexec, or name another"
                                + " directory: export XDG_CACHE_HOME=/path/to/directory"));
    }

    private static boolean made(Path directory) {
        try {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, OPEN);
        } catch (IOException e) {
            // whether it will do is asked of what is there
        }
        return open(directory);
    }

    /** Ours, and for all to enter; in /tmp somebody else may have made a directory of that name. */
    private static boolean open(Path directory) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isDirectory()
                    && found.permissions().equals(OPEN)
                    && found.owner().equals(Files.getOwner(Path.of("/proc/self")));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Tries it: a directory above may be closed to that user, and a disk may take no programs, or no files of others.
     */
    private boolean usable(Path place) {
        Path directory = Files.exists(place) ? place : place.getParent();
        try {
            Path trial = Files.createTempDirectory(Files.createDirectories(directory), "trial");
            Path program = trial.resolve("id");
            try {
                own(Files.copy(ProcessRunner.onPath("id"), program));
                own(trial);
                // setpriv itself may still go everywhere; what it starts may not
                return run(List.of("env", program.toString(), "-un")).code() == 0;
            } finally {
                Files.deleteIfExists(program);
                Files.delete(trial);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
