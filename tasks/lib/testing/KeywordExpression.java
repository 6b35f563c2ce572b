//JAVA 17+

package lib.testing;

import java.util.*;
import java.util.regex.*;
import java.util.stream.Collectors;
import lib.base.ExitException;

/**
 * What follows -k, as pytest has it: parts of names, joined by {@code and}, {@code or}, {@code not} and parentheses. A
 * part may be in the name of the class or of the method, so that it comes to alternatives, each of which a pattern of
 * surefire can express: conditions that hold for both names at once.
 */
public record KeywordExpression(Set<Set<Condition>> alternatives, List<String> terms) {

    /** That a name has a part in it, or has not. */
    record Condition(boolean ofMethod, boolean negated, String part) {

        boolean contradicts(Condition other) {
            return ofMethod == other.ofMethod && !negated && other.negated && part.contains(other.part);
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

    private static final class Parser {

        private final String text;
        private final Deque<String> tokens = new ArrayDeque<>();
        private final Set<String> terms = new LinkedHashSet<>();

        Parser(String text) {
            this.text = text;
            for (Matcher token = TOKEN.matcher(text); token.find(); ) {
                if (token.group(3) != null) throw wrong("\"" + token.group(3) + "\" cannot be part of a name");
                tokens.add(token.group().strip());
            }
        }

        KeywordExpression parse() {
            if (tokens.isEmpty()) throw wrong("it is empty");
            Set<Set<Condition>> alternatives = disjunction(false);
            if (take(")")) throw wrong("there is one ) too many");
            if (!tokens.isEmpty()) throw wrong("\"" + tokens.peek() + "\" needs \"and\" or \"or\" before it");
            if (alternatives.isEmpty()) throw wrong("no name can match it");
            return new KeywordExpression(alternatives, List.copyOf(terms));
        }

        private Set<Set<Condition>> disjunction(boolean negated) {
            Set<Set<Condition>> result = conjunction(negated);
            while (take("or")) result = join(result, conjunction(negated), negated);
            return result;
        }

        private Set<Set<Condition>> conjunction(boolean negated) {
            Set<Set<Condition>> result = operand(negated);
            while (take("and")) result = join(result, operand(negated), !negated);
            return result;
        }

        private Set<Set<Condition>> operand(boolean negated) {
            if (take("not")) return operand(!negated);
            if (take("(")) {
                Set<Set<Condition>> inner = disjunction(negated);
                if (!take(")")) throw wrong("a ( has no )");
                return inner;
            }
            if (tokens.isEmpty()) throw wrong("something is missing at its end");
            String term = tokens.remove();
            if (Set.of("and", "or", ")").contains(term)) throw wrong("something is missing before \"" + term + "\"");
            terms.add(term);
            String part = term.toLowerCase(Locale.ROOT);
            Set<Condition> ofClass = Set.of(new Condition(false, negated, part));
            Set<Condition> ofMethod = Set.of(new Condition(true, negated, part));
            return join(Set.of(ofClass), Set.of(ofMethod), negated);
        }

        /** Both at once, or either: a not turns one into the other. */
        private Set<Set<Condition>> join(Set<Set<Condition>> left, Set<Set<Condition>> right, boolean both) {
            Set<Set<Condition>> joined = new LinkedHashSet<>(both ? Set.of() : left);
            if (!both) joined.addAll(right);
            else left.forEach(one -> right.forEach(other -> joined.add(union(one, other))));
            Set<Set<Condition>> needed = joined.stream()
                    .filter(one -> one.stream().noneMatch(has -> one.stream().anyMatch(has::contradicts)))
                    .filter(one ->
                            joined.stream().noneMatch(other -> other.size() < one.size() && one.containsAll(other)))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (needed.size() > PATTERNS)
                throw ExitException.wrongInput(
                        "-k \"" + text + "\" has too many combinations",
                        "Use fewer terms; a longer part of a name often replaces several.");
            return needed;
        }

        private static Set<Condition> union(Set<Condition> one, Set<Condition> other) {
            Set<Condition> union = new LinkedHashSet<>(one);
            union.addAll(other);
            return union;
        }

        private boolean take(String token) {
            return token.equals(tokens.peek()) && tokens.remove() != null;
        }

        private ExitException wrong(String why) {
            return ExitException.wrongInput("-k \"" + text + "\" cannot be read: " + why, HELP);
        }
    }
}
