///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Writes docs/reference/messages.md, what the program says; --check compares.
//SOURCES ../support/MessageScanner.java ../support/SourceText.java ../support/RepositoryFiles.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import support.MessageScanner;
import support.MessageScanner.Kind;
import support.MessageScanner.Message;
import support.RepositoryFiles;

/** The page is read from top to bottom when words change, and searched by whoever meets a message. */
public class messages {

    private static final String HEAD = """
        # Messages

        Look up here what a message means, what to do about it, and which class prints it. `<file>` stands for a
        value, `[a | b]` for one of several wordings. An error prints two lines: the message, then the remedy. What
        commands and options say of themselves is in [the pages of the commands](commands/README.md).

        Written by `java jbang.java tests/docs/messages.java` from the sources; `DocsTest` compares.
        """;

    private static final Set<Kind> ERRORS = Set.of(Kind.FAILED, Kind.WRONG_INPUT, Kind.MACHINE_LACKS);

    private final List<Message> all;
    private final StringBuilder page = new StringBuilder(HEAD);

    private messages(List<Message> all) {
        this.all = all.stream()
                .distinct()
                .sorted(Comparator.comparing(Message::where).thenComparing(Message::text))
                .toList();
    }

    private String text() {
        errors("Errors with exit code 1: the work failed", Kind.FAILED);
        errors("Errors with exit code 2: wrong usage or configuration", Kind.WRONG_INPUT);
        errors("Errors with exit code 3: this machine lacks something", Kind.MACHINE_LACKS);
        said("Remedies that are added to those of an error", Kind.ADVICE);
        said("Warnings", Kind.WARNING);
        said("Progress", Kind.PROGRESS);
        said("With `--verbose`", Kind.DETAIL);
        said("Results, questions, and parts of messages", Kind.OTHER);
        return page.toString();
    }

    private void errors(String title, Kind kind) {
        heading(title, "| message | remedy | where |\n|---|---|---|\n");
        for (Message each : of(kind)) row(cell(each.text()), cell(each.advice()), each.where());
    }

    private void said(String title, Kind kind) {
        heading(title, "| text | where |\n|---|---|\n");
        for (Message each : of(kind)) row(cell(each.text()), each.where());
    }

    /** Errors that do not say what to do about them. */
    private List<String> withoutRemedy() {
        return all.stream()
                .filter(each -> ERRORS.contains(each.kind()) && each.advice().isEmpty())
                .map(each -> each.where() + ": no remedy for: " + each.text())
                .toList();
    }

    private List<Message> of(Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }

    private void heading(String title, String table) {
        page.append("\n## ").append(title).append("\n\n").append(table);
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(String text) {
        String line = text.strip().replaceAll("\\s*\n\\s*", " / ").replace("|", "\\|");
        if (line.isEmpty()) return "";
        return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
    }

    public static void main(String... args) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath();
        List<Path> sources = RepositoryFiles.in(root, "manage.java", "jbang.java", "tasks/*.java").stream()
                .map(root::resolve)
                .toList();
        messages all = new messages(MessageScanner.in(sources));
        String text = all.text();
        Path page = root.resolve("docs/reference/messages.md");
        List<String> wrong = new ArrayList<>(all.withoutRemedy());
        if (args.length == 0 || !args[0].equals("--check")) {
            Files.writeString(page, text);
            System.out.println(root.relativize(page));
        } else if (!Files.exists(page) || !Files.readString(page).equals(text)) {
            wrong.add("docs/reference/messages.md differs from the sources: java jbang.java tests/docs/messages.java");
        }
        wrong.forEach(System.out::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
