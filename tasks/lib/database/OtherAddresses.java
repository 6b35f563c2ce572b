//JAVA 17+

package lib.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The databases that tests told of in their output, beside the one that was started for them.
 *
 * @param log all that was printed
 * @param ours the address of the server that was started
 */
record OtherAddresses(Path log, String ours) {

    private static final int NAMED = 3;
    private static final int LONGEST = 4096;
    /** What tells of another database, wherever it is printed. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "jdbc:(?!postgresql:|tc:)[a-z0-9]+:[^\\s\"',;)\\]}?]+|jdbc:tc:[^\\s\"',;)\\]}?]+|Creating container for"
                    + " image: \\S+|Dev Services for [^.]{1,80} started");

    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([\\w.-]+(?::\\d+)?)/[^\\s\"',;)\\]}?]*");
    /** What the driver says where no server answers on this machine. */
    private static final Pattern REFUSED =
            Pattern.compile("Connection to ((?:localhost|127\\.0\\.0\\.1):(\\d+)) refused");

    private boolean isOurs(String address) {
        return local(address).equals(local(ours));
    }

    private static String local(String address) {
        return address.replaceFirst("^localhost", "127.0.0.1");
    }

    /** The first of those that are named. */
    Set<String> named() {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<String> lines = lines()) {
            lines.takeWhile(line -> found.size() < NAMED).forEach(line -> {
                ELSEWHERE
                        .matcher(line)
                        .results()
                        .map(one ->
                                one.group().replace("Creating container for image: ", "a container of its own from "))
                        .forEach(found::add);
                Matcher address = ADDRESS.matcher(line);
                while (address.find()) if (!isOurs(address.group(1))) found.add(address.group());
            });
        } catch (IOException | UncheckedIOException unreadable) {
            return found;
        }
        return found.stream().limit(NAMED).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The port of this machine where something looked for a server in vain. */
    Optional<String> refusedPort() {
        try (Stream<String> lines = lines()) {
            return lines.map(REFUSED::matcher)
                    .filter(Matcher::find)
                    .filter(refused -> !isOurs(refused.group(1)))
                    .map(refused -> refused.group(2))
                    .findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private Stream<String> lines() throws IOException {
        return Files.lines(log, StandardCharsets.ISO_8859_1)
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    }
}
