///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Checks every Java file of the repository against tests/rules.xml; exits 1 where something was found.
//DEPS net.sourceforge.pmd:pmd-java:7.27.0
//DEPS org.slf4j:slf4j-api:2.0.20
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES support/RepositoryFiles.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.sourceforge.pmd.PMDConfiguration;
import net.sourceforge.pmd.PmdAnalysis;
import net.sourceforge.pmd.lang.java.JavaLanguageModule;
import net.sourceforge.pmd.reporting.Report;
import net.sourceforge.pmd.reporting.RuleViolation;
import support.RepositoryFiles;

public class lint {

    private static final int COLUMNS = 120;

    public static void main(String... args) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath();
        List<Path> files =
                RepositoryFiles.in(root, "*.java").stream().map(root::resolve).toList();
        List<String> findings = new ArrayList<>(findings(root, files));
        for (Path file : files) findings.addAll(longLines(root, file));
        findings.stream().sorted().forEach(System.out::println);
        System.err.println(findings.size() + " findings in " + files.size() + " files");
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static List<String> findings(Path root, List<Path> files) {
        PMDConfiguration configuration = new PMDConfiguration();
        configuration.setDefaultLanguageVersion(JavaLanguageModule.getInstance().getVersion("17"));
        configuration.addRuleSet(root.resolve("tests/rules.xml").toString());
        configuration.setIgnoreIncrementalAnalysis(true);
        configuration.setFailOnError(true);
        try (PmdAnalysis analysis = PmdAnalysis.create(configuration)) {
            files.forEach(analysis.files()::addFile);
            Report report = analysis.performAnalysisAndCollectReport();
            report.getProcessingErrors().forEach(error -> System.err.println(error.getMsg()));
            return report.getViolations().stream()
                    .map(found -> line(root, found))
                    .toList();
        }
    }

    private static String line(Path root, RuleViolation found) {
        Path file = root.relativize(Path.of(found.getFileId().getAbsolutePath()));
        String rule = found.getRule().getName();
        return file + ":" + found.getBeginLine() + ": " + found.getDescription().strip() + " (" + rule + ")";
    }

    private static List<String> longLines(Path root, Path file) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                if (line.codePointCount(0, line.length()) <= COLUMNS) continue;
                found.add(String.format(
                        Locale.ROOT, "%s:%d: more than %d columns", root.relativize(file), number, COLUMNS));
            }
        }
        return found;
    }
}
