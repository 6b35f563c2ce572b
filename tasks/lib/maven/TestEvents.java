//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.function.BiConsumer;
import lib.base.ExitException;

/**
 * Follows what Maven and the JVMs of its tests write, each into a file of its own in one directory, as TestEventWriter
 * does.
 */
public class TestEvents {

    private static final String ENDING = ".events";

    private final List<Path> directories = new ArrayList<>();
    private final Map<Path, Long> read = new HashMap<>();

    public TestEvents(Path directory) {
        directories.add(directory);
    }

    public TestEvents(Collection<Path> directories) {
        this.directories.addAll(directories);
    }

    /** Follows those of another directory as well. */
    public synchronized void follow(Path directory) {
        directories.add(directory);
    }

    /** All events that are there, in no order of their files. */
    public List<List<String>> all() {
        List<List<String>> all = new ArrayList<>();
        poll((file, event) -> all.add(event));
        return all;
    }

    /** Hands over what is new: the file of the JVM that told it, and each event as its fields. */
    public synchronized void poll(BiConsumer<Path, List<String>> event) {
        for (Path directory : directories) pollAll(directory, event);
    }

    private void pollAll(Path directory, BiConsumer<Path, List<String>> event) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : files) poll(file, event);
        } catch (IOException e) {
            throw ExitException.cannotRead(directory.toString(), e);
        }
    }

    private void poll(Path file, BiConsumer<Path, List<String>> event) throws IOException {
        long from = read.getOrDefault(file, 0L);
        if (Files.size(file) <= from) return;
        byte[] text;
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            text = new byte[(int) (content.length() - from)];
            content.seek(from);
            content.readFully(text);
        }
        int end = text.length;
        // a line that is not whole yet is read next time
        while (end > 0 && text[end - 1] != '\n') end--;
        read.put(file, from + end);
        new String(text, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> event.accept(file, fields(line)));
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(TestEvents::unescaped).toList();
    }

    private static String unescaped(String field) {
        if (field.indexOf('\\') < 0) return field;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                text.append(c);
                continue;
            }
            char next = field.charAt(++i);
            text.append(
                    switch (next) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> next;
                    });
        }
        return text.toString();
    }
}
