//JAVA 17+

package support;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text that an expression makes, with a placeholder such as {@code <file>} for each value in it. */
public final class SourceText {

    /** Their value is that of what they are called on. */
    private static final Set<String> VIEWS = Set.of(
            ("toString get getMessage strip trim stripTrailing size length orElse orElseThrow orElseGet stream map"
                + " filter collect sorted distinct limit toList toLowerCase replace replaceAll replaceFirst substring"
                + " split getFileName toAbsolutePath toRealPath asString asText asInt lines findFirst skip keySet"
                + " entrySet values resolve relativize stripLeading repeat")
                    .split(" "));

    private static final int LONGEST_PART = 160;

    private final Map<String, List<ExpressionTree>> definitions;
    private final Set<Tree> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private int depth;

    /** @param definitions what a constant, a variable or a method of the file stands for, by its name */
    public SourceText(Map<String, List<ExpressionTree>> definitions) {
        this.definitions = definitions;
    }

    /** Whether the tree is shown as a part of another text. */
    public boolean isPart(Tree tree) {
        return used.contains(tree);
    }

    public String of(ExpressionTree tree) {
        if (tree instanceof ParenthesizedTree inner) return of(inner.getExpression());
        if (tree instanceof LiteralTree literal)
            return literal.getValue() == null ? "" : literal.getValue().toString();
        if (tree instanceof BinaryTree both && both.getKind() == Tree.Kind.PLUS)
            return of(both.getLeftOperand()) + of(both.getRightOperand());
        if (tree instanceof ConditionalExpressionTree either)
            return choice(List.of(either.getTrueExpression(), either.getFalseExpression()));
        if (tree instanceof MethodInvocationTree call && isFormat(call)) return formatted(call);
        List<ExpressionTree> meaning = definitions.getOrDefault(key(tree), List.of());
        if (!meaning.isEmpty() && depth < 3) {
            depth++;
            String text = choice(meaning);
            depth--;
            if (text.length() <= LONGEST_PART) {
                meaning.forEach(this::use);
                return text;
            }
        }
        return placeholder(tree);
    }

    private void use(Tree tree) {
        used.add(tree);
        if (tree instanceof ParenthesizedTree inner) use(inner.getExpression());
        if (tree instanceof ConditionalExpressionTree either) {
            use(either.getTrueExpression());
            use(either.getFalseExpression());
        }
    }

    private String choice(List<ExpressionTree> alternatives) {
        List<String> texts = alternatives.stream().map(this::of).distinct().toList();
        if (texts.size() == 1) return texts.get(0);
        return texts.stream()
                .map(text -> text.isEmpty() ? "nothing" : text)
                .collect(Collectors.joining(" | ", "[", "]"));
    }

    private static boolean isFormat(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("formatted");
    }

    private String formatted(MethodInvocationTree call) {
        return filled(of(((MemberSelectTree) call.getMethodSelect()).getExpression()), call.getArguments());
    }

    /** A format with the names of its values. */
    public String filled(String format, List<? extends ExpressionTree> values) {
        Iterator<? extends ExpressionTree> rest = values.iterator();
        return Pattern.compile("%[-,.\\d]*[a-zA-Z%]").matcher(format).replaceAll(found -> {
            if (found.group().equals("%n")) return "\n";
            if (found.group().equals("%%")) return "%";
            return Matcher.quoteReplacement(rest.hasNext() ? of(rest.next()) : found.group());
        });
    }

    private static String key(ExpressionTree tree) {
        if (tree instanceof IdentifierTree || tree instanceof MemberSelectTree) return tree.toString();
        return tree instanceof MethodInvocationTree call && call.getMethodSelect() instanceof IdentifierTree method
                ? method + "()"
                : "";
    }

    private static String placeholder(ExpressionTree tree) {
        return "<" + name(tree) + ">";
    }

    private static String name(ExpressionTree tree) {
        if (tree instanceof IdentifierTree name) return words(name.toString());
        if (tree instanceof MemberSelectTree select)
            return words(select.getIdentifier().toString());
        if (tree instanceof LiteralTree literal) return String.valueOf(literal.getValue());
        if (!(tree instanceof MethodInvocationTree call)) return "value";
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
            String method = select.getIdentifier().toString();
            if (method.equals("join")) return name(arguments.get(arguments.size() - 1));
            if (VIEWS.contains(method)) return name(select.getExpression());
            if (arguments.isEmpty()) return words(method.replaceFirst("^get(?=[A-Z])", ""));
        }
        if (arguments.size() == 1 && !arguments.get(0).toString().matches("\\d+")) return name(arguments.get(0));
        return words(call.getMethodSelect().toString().replaceFirst("(?s).*\\.", ""));
    }

    private static String words(String name) {
        if (name.matches("e|ex|problem|failed|failure|cause")) return "reason";
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
