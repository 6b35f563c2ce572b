///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Formats every Java file of the repository; --check only names those that are not formatted, and fails.
//DEPS com.palantir.javaformat:palantir-java-format:2.103.0
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED
//SOURCES support/RepositoryFiles.java

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.StringWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import support.RepositoryFiles;

/** palantir-java-format over all Java files that Git tracks, or would. */
public class format {

    private static final int COLUMNS = 120;
    /** Long strings and imports settle after a round or two. */
    private static final int ROUNDS = 5;

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    public static void main(String... args) throws Exception {
        boolean check = List.of(args).contains("--check");
        int changed = 0;
        for (Path file : RepositoryFiles.in(Path.of(""), "*.java")) {
            String text = Files.readString(file);
            String formatted = formatted(file, text);
            if (formatted.equals(text)) continue;
            changed++;
            System.out.println(file);
            if (!check) Files.writeString(file, formatted);
        }
        if (check && changed > 0) {
            System.err.println(changed + " files are not formatted. Format them: java jbang.java tests/format.java");
            System.exit(1);
        }
    }

    /** The directives of JBang stay as they are: it reads them only without a blank behind the slashes. */
    private static String formatted(Path file, String text) throws FormatterException {
        int start = 0;
        while (text.startsWith("//", start) && !text.startsWith("// ", start)) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) return text;
        }
        String body = text.substring(start);
        if (body.isBlank()) return text;
        String before = "";
        for (int round = 0; !body.equals(before); round++) {
            if (round == ROUNDS) throw new IllegalStateException(file + " is formatted anew each time");
            before = body;
            body = wrapped(FORMATTER.formatSourceAndFixImports(body));
        }
        return text.substring(0, start) + (start > 0 ? "\n" : "") + body.stripLeading();
    }

    private static String wrapped(String body) throws FormatterException {
        StringBuilder text = new StringBuilder(body);
        StringWrapper.getReflowReplacements(COLUMNS, body)
                .asDescendingMapOfRanges()
                .forEach((range, with) -> text.replace(range.lowerEndpoint(), range.upperEndpoint(), with));
        return text.toString().equals(body) ? body : FORMATTER.formatSource(text.toString());
    }
}
