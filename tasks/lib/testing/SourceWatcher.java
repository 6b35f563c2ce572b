//JAVA 17+

package lib.testing;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.FileTree;
import lib.base.SignalHandling;
import lib.environment.Context;
import lib.maven.ModuleFolders;
import lib.migration.MigrationFiles;

/** Waits until a project's sources change, or until its user asks for something. */
public class SourceWatcher {

    public enum Action {
        ALL,
        FAILED,
        QUIT
    }

    /**
     * What to do next.
     *
     * @param classes the tests that a change can have to do with; empty for all
     * @param changed the files that changed, for people; empty where the user asked
     */
    public record Next(Action action, List<String> classes, String changed) {}

    private static final long LOOK_AGAIN = 300;

    private final Path root;
    private final List<Path> folders;
    private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    private Map<Path, String> seen;

    /** Of a module, and of the migrations where they are elsewhere. */
    static SourceWatcher of(Context context, Path module) {
        List<Path> folders = new ArrayList<>(List.of(module));
        new MigrationFiles(context)
                .folders.stream()
                        .filter(folder -> !folder.startsWith(module) && Files.isDirectory(folder))
                        .forEach(folders::add);
        return new SourceWatcher(context.project().root(), folders);
    }

    /** @param folders what to watch */
    public SourceWatcher(Path root, List<Path> folders) {
        this.root = root;
        this.folders = folders;
        this.seen = files();
        Thread keys = new Thread(this::read);
        keys.setDaemon(true);
        keys.start();
    }

    private void read() {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) typed.add(line.strip());
        } catch (IOException e) {
            // nobody is there to type
        }
    }

    public Next await() {
        for (; ; SignalHandling.sleep(LOOK_AGAIN)) {
            String line = typed.poll();
            if (line != null) {
                seen = files();
                if (line.isEmpty()) return new Next(Action.ALL, List.of(), "");
                if (line.equals("f")) return new Next(Action.FAILED, List.of(), "");
                if (line.equals("q")) return new Next(Action.QUIT, List.of(), "");
            }
            Map<Path, String> now = files();
            if (now.equals(seen)) continue;
            Set<Path> changed = changed();
            return new Next(
                    Action.ALL,
                    new AffectedTests(folders, seen.keySet()).by(changed).orAll(),
                    changed.stream()
                                    .limit(3)
                                    .map(file -> root.relativize(file).toString())
                                    .collect(Collectors.joining(", "))
                            + (changed.size() > 3 ? " ..." : ""));
        }
    }

    /** What is not as it was, once it stays as it is: an editor, or a change of branch, writes more than one file. */
    private Set<Path> changed() {
        Map<Path, String> before = seen;
        do {
            seen = files();
            SignalHandling.sleep(LOOK_AGAIN);
        } while (!files().equals(seen));
        Set<Path> changed = new TreeSet<>(seen.keySet());
        changed.addAll(before.keySet());
        changed.removeIf(file -> Objects.equals(before.get(file), seen.get(file)));
        return changed;
    }

    /** Files with their size and time. */
    private Map<Path, String> files() {
        Map<Path, String> files = new HashMap<>();
        for (Path folder : folders) {
            try {
                FileTree.visit(folder, new ModuleFolders(folder)::isNoSource, (path, attributes) -> {
                    if (!attributes.isDirectory())
                        files.put(path, attributes.size() + " " + attributes.lastModifiedTime());
                });
            } catch (IOException e) {
                throw ExitException.cannotRead(folder.toString(), e);
            }
        }
        return files;
    }
}
