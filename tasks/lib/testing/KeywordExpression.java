//JAVA 17+

package lib.testing;

import java.util.*;
import java.util.regex.*;
import lib.base.ExitException;

/**
 * What follows -k, as pytest has it: parts of names, joined by {@code and}, {@code or}, {@code not} and parentheses.
 * Kept as alternatives, of which each names what a test must and must not have in its class's or its own name.
 */
public record KeywordExpression(List<Alternative> alternatives, List<String> terms) {

    record Alternative(Set<String> has, Set<String> lacks) {

        Alternative and(Alternative other) {
            Set<String> both = new TreeSet<>(has);
            both.addAll(other.has);
            Set<String> neither = new TreeSet<>(lacks);
            neither.addAll(other.lacks);
            return new Alternative(both, neither);
        }

        boolean possible() {
            return has.stream().noneMatch(term -> lacks.stream().anyMatch(term::contains));
        }
    }

    /** More would be a command line of more than Windows takes. */
    static final int PATTERNS = 64;

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:([()])|([\\p{L}\\p{N}_$-]+)|(\\S))");
    private static final String HELP =
            "-k takes parts of names of classes and methods with and, or, not and parentheses: -k \"user and not (slow"
                    + " or delete)\"";

    /** @throws ExitException when it is no such expression */
    public static KeywordExpression parse(String text) {
        return new Parser(text).parse();
    }

    /** How many patterns it takes: each term may be in the class or in the method. */
    private static int patterns(Collection<Alternative> alternatives) {
        return alternatives.stream()
                .mapToInt(alternative -> 1 << Math.min(alternative.has().size(), 16))
                .sum();
    }

    private static final class Parser {

        private final String text;
        private final List<String> tokens = new ArrayList<>();
        private final Set<String> terms = new LinkedHashSet<>();
        private int at;

        Parser(String text) {
            this.text = text;
            for (Matcher token = TOKEN.matcher(text); token.find(); ) {
                if (token.group(3) != null) throw wrong("\"" + token.group(3) + "\" cannot be part of a name");
                tokens.add(token.group().strip());
            }
        }

        KeywordExpression parse() {
            if (tokens.isEmpty()) throw wrong("it is empty");
            Set<Alternative> all = any(false);
            if (at < tokens.size())
                throw wrong(peek(")") ? "a ) too many" : "\"" + tokens.get(at) + "\" needs an and or an or before it");
            List<Alternative> possible =
                    all.stream().filter(Alternative::possible).toList();
            if (possible.isEmpty()) throw wrong("no name can be like that");
            return new KeywordExpression(possible, List.copyOf(terms));
        }

        private Set<Alternative> any(boolean negated) {
            Set<Alternative> result = all(negated);
            while (take("or")) result = join(result, all(negated), negated);
            return result;
        }

        private Set<Alternative> all(boolean negated) {
            Set<Alternative> result = one(negated);
            while (take("and")) result = join(result, one(negated), !negated);
            return result;
        }

        private Set<Alternative> one(boolean negated) {
            if (take("not")) return one(!negated);
            if (take("(")) {
                Set<Alternative> inner = any(negated);
                if (!take(")")) throw wrong("a ( is not closed");
                return inner;
            }
            if (at == tokens.size()) throw wrong("something is missing at its end");
            String term = tokens.get(at++);
            if (Set.of("and", "or", ")").contains(term)) throw wrong("something is missing before \"" + term + "\"");
            terms.add(term);
            Set<String> name = Set.of(term.toLowerCase(Locale.ROOT));
            return Set.of(negated ? new Alternative(Set.of(), name) : new Alternative(name, Set.of()));
        }

        /** Both at once, or either: a not turns one into the other. */
        private Set<Alternative> join(Set<Alternative> left, Set<Alternative> right, boolean both) {
            Set<Alternative> joined = new LinkedHashSet<>();
            if (both) left.forEach(one -> right.forEach(other -> joined.add(one.and(other))));
            else {
                joined.addAll(left);
                joined.addAll(right);
            }
            if (patterns(joined) > PATTERNS)
                throw ExitException.wrongInput(
                        "-k \"" + text + "\" has too many combinations",
                        "Ask for less at once; a name's longer part often stands for several terms.");
            return joined;
        }

        private boolean peek(String token) {
            return at < tokens.size() && tokens.get(at).equals(token);
        }

        private boolean take(String token) {
            if (!peek(token)) return false;
            at++;
            return true;
        }

        private ExitException wrong(String why) {
            return ExitException.wrongInput("-k \"" + text + "\" cannot be read: " + why, HELP);
        }
    }
}
