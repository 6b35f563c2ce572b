///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Writes docs/reference/commands/; --check [DIRECTORY] compares, and reads command lines and links.
//SOURCES ../../manage.java ../../tasks/lib/completion/*.java
//SOURCES Links.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.completion.CommandModel;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** One page for each command, and one that lists them. What is checked may be another directory's documentation. */
public class command_pages {

    private static final String DIRECTORY = "docs/reference/commands";
    private static final Set<String> EXAMPLES = Set.of("hello", "load-prices", "COMMAND");
    private static final Pattern LINE = Pattern.compile(
            "(?:\\$ )?(?:jbang |java jbang\\.java )?(?:manage\\.java|java @(?:\\.\\./)?\\.manage/fast) (\\S.*?)(?:  "
                    + " .*| #.*)?");
    private static final Pattern EXPLAINED = Pattern.compile("( +\\S.*?\\S {3,})\\S.*");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    private static final Set<String> GLOBAL = new CommandLine(new GlobalOptions())
            .getCommandSpec().options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());

    private final Path root;
    private final CommandLine all;

    private command_pages(Path root, CommandLine all) {
        this.root = root;
        this.all = all;
    }

    private SortedMap<Path, String> pages() {
        SortedMap<Path, String> pages = new TreeMap<>();
        StringBuilder index = new StringBuilder("# Commands\n\n"
                + "After this page you can find the command for what you want to do, and its own page.\n"
                + "Written by `jbang tests/docs/command_pages.java` from the commands themselves.\n\n"
                + "| command | does |\n"
                + "|---|---|\n");
        Path directory = root.resolve(DIRECTORY);
        new TreeMap<>(all.getSubcommands()).forEach((name, command) -> {
            index.append("| [")
                    .append(name)
                    .append("](")
                    .append(name)
                    .append(".md) | ")
                    .append(cell(description(command.getCommandSpec())))
                    .append(" |\n");
            StringBuilder page = new StringBuilder();
            write(page, command, 1);
            pages.put(directory.resolve(name + ".md"), page.toString());
        });
        index.append(
                "| any other `tasks/NAME.java` | A task of the project's own: [own tasks](../../how-to/own-tasks.md)."
                        + " |\n\n"
                        + "## Options of all of them\n\n"
                        + "Before or after the command's name; `compose` and `mvn` take them only before it.\n\n");
        options(index, all.getCommandSpec().options());
        index.append("\nEvery command ends with one of these [exit codes](../exit-codes.md).\n");
        pages.put(directory.resolve("README.md"), index.toString());
        return pages;
    }

    private void write(StringBuilder page, CommandLine command, int level) {
        CommandSpec spec = command.getCommandSpec();
        page.append("#".repeat(level))
                .append(' ')
                .append(spec.qualifiedName().replaceFirst("^manage\\.java ", ""))
                .append("\n\n")
                .append(plain(description(spec)))
                .append("\n\n");
        page.append("    ").append(synopsis(spec)).append("\n");
        if (!spec.positionalParameters().isEmpty()
                || spec.options().stream().anyMatch(option -> !GLOBAL.contains(option.longestName()))) {
            page.append("\n| | |\n|---|---|\n");
            spec.positionalParameters()
                    .forEach(parameter -> page.append("| `")
                            .append(code(parameter.paramLabel()))
                            .append("` | ")
                            .append(cell(String.join(" ", parameter.description())))
                            .append(" |\n"));
            rows(
                    page,
                    spec.options().stream()
                            .filter(option -> !GLOBAL.contains(option.longestName()))
                            .toList());
        }
        String footer = Stream.of(spec.usageMessage().footer())
                .filter(line -> !line.isBlank())
                .map(command_pages::plain)
                .collect(Collectors.joining("\n"));
        if (!footer.isEmpty()) page.append('\n').append(footer).append('\n');
        Set<CommandLine> subcommands =
                new LinkedHashSet<>(command.getSubcommands().values());
        subcommands.forEach(sub -> write(page.append('\n'), sub, level + 1));
    }

    private static String synopsis(CommandSpec spec) {
        StringBuilder line = new StringBuilder(spec.qualifiedName());
        if (!spec.subcommands().isEmpty()) line.append(" COMMAND");
        spec.options().stream()
                .filter(option -> !GLOBAL.contains(option.longestName()))
                .forEach(option -> {
                    String value = option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
                    line.append(option.required() ? " " + value : " [" + value + "]");
                });
        spec.positionalParameters().forEach(parameter -> {
            String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            line.append(parameter.arity().min() == 0 ? " [" + label + "]" : " " + label);
        });
        return line.toString();
    }

    private static void options(StringBuilder page, List<OptionSpec> options) {
        page.append("| | |\n|---|---|\n");
        rows(page, options);
    }

    private static void rows(StringBuilder page, List<OptionSpec> options) {
        for (OptionSpec option : options) {
            page.append("| `")
                    .append(code(String.join(", ", option.names())
                            + (option.arity().max() > 0 ? " " + option.paramLabel() : "")))
                    .append("` | ")
                    .append(cell(String.join(" ", option.description())))
                    .append(" |\n");
        }
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private static String plain(String text) {
        return text.replace("%%", "%").replace("<", "&lt;");
    }

    private static String cell(String text) {
        return plain(text).replace("|", "\\|");
    }

    private static String code(String text) {
        return text.replace("|", "\\|");
    }

    /** What the documentation tells people to type, and our commands do not understand. */
    private List<String> wrongLines() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> files = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(file ->
                            file.toString().endsWith(".md") && !file.getParent().endsWith("commands"))
                    .sorted()
                    .forEach(files::add);
        }
        int read = 0;
        for (Path file : files) {
            boolean fenced = false;
            int column = -1;
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i);
                if (text.startsWith("```")) fenced = !fenced;
                if (!fenced && !text.startsWith("    ")) {
                    column = -1;
                    continue;
                }
                // what explains a line stands in one column of all of them
                Matcher explained = EXPLAINED.matcher(text);
                if (explained.matches()) column = explained.end(1);
                else if (column > 0
                        && text.length() > column
                        && text.charAt(column - 1) == ' '
                        && text.charAt(column) != ' ') text = text.substring(0, column);
                Matcher line = LINE.matcher(text.strip());
                if (!line.matches()) continue;
                read++;
                for (List<String> words : alternatives(line.group(1))) {
                    String problem = problem(words);
                    if (problem != null) wrong.add(root.relativize(file) + ":" + (i + 1) + ": " + problem);
                }
            }
        }
        if (read < 40) wrong.add("only " + read + " command lines were found in the documentation");
        return wrong;
    }

    /** A word like start|stop stands for several lines; three dots for what everybody knows. */
    private static List<List<String>> alternatives(String text) {
        List<List<String>> all = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String quoted = word.group(1) != null ? word.group(1) : word.group(2);
            if (quoted == null && word.group(3).equals("...")) continue;
            if (quoted == null && word.group(3).matches("[>|&]|>>")) break;
            List<String> choices = quoted != null ? List.of(quoted) : choices(word.group(3));
            List<List<String>> longer = new ArrayList<>();
            for (List<String> words : all) {
                for (String choice : choices)
                    longer.add(Stream.concat(words.stream(), Stream.of(choice)).toList());
            }
            all = longer;
        }
        return all;
    }

    private static List<String> choices(String word) {
        return word.matches("[a-z|]+") ? List.of(word.split("\\|")) : List.of(word);
    }

    private String problem(List<String> words) {
        if (words.stream().anyMatch(EXAMPLES::contains)) return null;
        try {
            all.parseArgs(words.toArray(String[]::new));
            return null;
        } catch (ParameterException e) {
            // where only a word is shown, what it wants is not
            return e instanceof CommandLine.MissingParameterException && words.size() <= 3
                    ? null
                    : String.join(" ", words) + ": " + e.getMessage();
        }
    }

    private List<String> differences(SortedMap<Path, String> pages) throws IOException {
        List<String> different = new ArrayList<>();
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            if (!Files.exists(page.getKey()) || !Files.readString(page.getKey()).equals(page.getValue()))
                different.add(root.relativize(page.getKey()) + " is not what the command says of itself");
        }
        old(pages).forEach(file -> different.add(root.relativize(file) + " is of no command"));
        return different;
    }

    private List<Path> old(SortedMap<Path, String> pages) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(root.resolve(DIRECTORY)))) {
            return files.filter(file -> !pages.containsKey(file)).sorted().toList();
        }
    }

    public static void main(String... args) throws IOException {
        Project project = Project.around(Path.of(""));
        boolean check = args.length > 0 && args[0].equals("--check");
        Path documented = check && args.length > 1 ? Path.of(args[1]) : project.root();
        command_pages of = new command_pages(documented, CommandModel.of(project, manage.line()));
        SortedMap<Path, String> pages = of.pages();
        if (check) {
            List<String> wrong = new ArrayList<>(of.differences(pages));
            wrong.addAll(of.wrongLines());
            wrong.addAll(new Links(documented, project.root()).problems());
            wrong.forEach(System.out::println);
            if (!wrong.isEmpty()) System.out.println("Write the pages again: jbang tests/docs/command_pages.java");
            System.exit(wrong.isEmpty() ? 0 : 1);
        }
        for (Path file : of.old(pages)) Files.delete(file);
        for (Map.Entry<Path, String> page : pages.entrySet()) Files.writeString(page.getKey(), page.getValue());
        System.out.println(pages.size() + " pages in " + DIRECTORY);
    }
}
