//JAVA 17+

package lib.adoption;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.adoption.DatabaseUses.Basis;
import lib.adoption.DatabaseUses.Use;

/** What the code reads of its database's address, in words: what is sure, and what is guessed from names. */
class CodeReport {

    private static final Map<Basis, String> GUESSES =
            Map.of(Basis.VARIABLE, "by the variable it is put into", Basis.NAME, "by its name");

    private final RepositoryFacts facts;
    private final DatabaseUses uses;

    CodeReport(RepositoryFacts facts) {
        this.facts = facts;
        this.uses = facts.sources().uses;
    }

    List<Survey.Finding> findings() {
        List<Survey.Finding> findings = new ArrayList<>();
        List<Use> sure = of(Basis.ADDRESS, Basis.CALL, Basis.DEFAULT);
        if (!sure.isEmpty()) findings.add(new Survey.Finding("Code reads", shown(sure), place(sure)));
        for (Basis basis : List.of(Basis.VARIABLE, Basis.NAME)) {
            List<Use> guessed = of(basis);
            if (!guessed.isEmpty())
                findings.add(new Survey.Finding("Guessed", shown(guessed) + ": " + GUESSES.get(basis), place(guessed)));
        }
        return findings;
    }

    private List<Use> of(Basis... bases) {
        return uses.all().stream()
                .filter(use -> List.of(bases).contains(use.basis()))
                .toList();
    }

    private static String shown(List<Use> uses) {
        return uses.stream()
                .map(use -> use.name() + " as "
                        + (use.role() == Address.Role.URL
                                ? "address"
                                : use.role().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    private String place(List<Use> found) {
        ConfigurationRead first = uses.place(found.get(0).name());
        return facts.show(first.file()) + ":" + first.line();
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (facts.sources().java.isUnread())
            notes.add("This Java has no compiler, so no Java source was read: run init on a JDK to include them.");
        if (!of(Basis.VARIABLE, Basis.NAME).isEmpty())
            notes.add("Each guess is a line of config/testing.json: correct it if it is wrong.");
        embedded(notes);
        return notes;
    }

    private void embedded(List<String> notes) {
        if (uses.embedded.isEmpty()) return;
        boolean one = uses.embedded.size() == 1;
        Set<ConfigurationRead> switches = switches();
        notes.add(uses.embedded.stream().map(facts::show).limit(3).collect(Collectors.joining(", "))
                + (uses.embedded.size() > 3 ? " and " + (uses.embedded.size() - 3) + " more" : "")
                + (one
                        ? " starts an embedded PostgreSQL of its own"
                        : " start embedded PostgreSQL servers of their own")
                + ", whose address no variable can change."
                + (switches.isEmpty()
                        ? " Tests that use it do not connect to the server that is started for them."
                        : " What it does depends on " + shown(switches)
                                + ". To turn it off with a property, add the property to APPLICATION_MAVEN_ARGS:"
                                + " \"-D" + switches.iterator().next().name() + "=...\"."));
    }

    private String shown(Set<ConfigurationRead> switches) {
        return switches.stream()
                .limit(4)
                .map(each ->
                        "the system property " + each.name() + " (" + facts.show(each.file()) + ":" + each.line() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Those in the sources that start a server, and in those that name them. */
    private Set<ConfigurationRead> switches() {
        Set<ConfigurationRead> found = new LinkedHashSet<>();
        uses.switches.forEach((file, reads) -> {
            if (uses.embedded.contains(file) || namesOne(file)) found.addAll(reads);
        });
        found.removeIf(read -> Address.role(read.name()) != null);
        return found;
    }

    private boolean namesOne(Path file) {
        String text = ScriptFiles.text(file);
        return uses.embedded.stream()
                .map(each -> each.getFileName().toString().replaceFirst("\\.\\w+$", ""))
                .anyMatch(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(text)
                        .find());
    }
}
