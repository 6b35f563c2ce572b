//JAVA 17+

package lib.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.ExitException;

/**
 * Which tests run: what words, files, earlier failures and the parts of other machines come to, and what -k narrows.
 *
 * @param expressions of surefire's own, as they stand
 * @param included none for all
 * @param excluded what is left out of them, with its !
 */
record SelectedTests(List<String> expressions, List<SurefirePattern> included, List<String> excluded) {

    /** As the patterns of {@code -Dtest}. */
    List<String> patterns() {
        List<String> patterns = new ArrayList<>(expressions);
        included.forEach(pattern -> patterns.add(pattern.plain()));
        if (patterns.isEmpty() && !excluded.isEmpty()) patterns.add(SurefirePattern.ANY);
        patterns.addAll(excluded);
        return patterns;
    }

    /** Those of them that -k fits, as the patterns of {@code -Dtest}. */
    List<String> patterns(KeywordExpression keywords) {
        if (!expressions.isEmpty())
            throw ExitException.wrongInput(
                    "-k cannot narrow " + expressions.get(0), "Leave -k out, or say in the expression what it says.");
        List<SurefirePattern> narrowed = new ArrayList<>(included.stream()
                .filter(pattern -> !pattern.methods().isEmpty())
                .toList());
        List<String> whole = included.stream()
                .filter(pattern -> pattern.methods().isEmpty())
                .flatMap(pattern -> pattern.classes().stream())
                .toList();
        // classes without methods share a pattern, as each needs one for every way to spread the terms
        if (!whole.isEmpty() || narrowed.isEmpty()) narrowed.add(0, new SurefirePattern(whole, List.of()));
        return Stream.concat(
                        narrowed.stream().flatMap(pattern -> pattern.narrowed(keywords).stream()), excluded.stream())
                .toList();
    }
}
