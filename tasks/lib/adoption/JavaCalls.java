//JAVA 17+

package lib.adoption;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.adoption.ConfigurationRead.Source;
import lib.adoption.JavaTexts.Scope;

/**
 * The text that a call returns: calls that read the configuration, calls of the JDK that pass a text on or make one,
 * and methods of the repository, by what they return.
 */
class JavaCalls {

    private static final Set<String> OF_ITS_RECEIVER =
            Set.of(("trim strip toString intern orElseThrow getAsInt asString asInt asLong as intValue longValue"
                            + " filter build asCompatibleSubstituteFor toCharArray required")
                    .split(" "));
    private static final Set<String> OF_ITS_ARGUMENT = Set.of(
            ("parseInt parseLong parseBoolean valueOf requireNonNull ofNullable of parse create checkNotNull notNull"
                            + " string quote toCharArray")
                    .split(" "));
    private static final Set<String> OR_ELSE = Set.of("orElse", "orElseGet", "or", "getOrElse", "orDefault");
    private static final Pattern FIRST_OF_TWO = Pattern.compile("(?i).*(?:default|else|firstNonNull|coalesce).*");
    private static final Pattern LOOKS_UP =
            Pattern.compile("(?i)(?:get|opt|read|find|lookup|env|prop|config|setting)(?!connection).*");
    private static final Pattern FORMAT = Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?([a-zA-Z%])");

    private final JavaTexts texts;

    JavaCalls(JavaTexts texts) {
        this.texts = texts;
    }

    private record Call(String name, ExpressionTree receiver, List<? extends ExpressionTree> arguments, Scope scope) {

        int size() {
            return arguments.size();
        }

        boolean on(String... names) {
            return receiver != null && List.of(names).contains(JavaFile.simpleName(receiver));
        }
    }

    String of(MethodInvocationTree tree, Scope scope) {
        Call call = tree.getMethodSelect() instanceof MemberSelectTree select
                ? new Call(select.getIdentifier().toString(), select.getExpression(), tree.getArguments(), scope)
                : new Call(tree.getMethodSelect().toString(), null, tree.getArguments(), scope);
        String text = read(call);
        if (text == null) text = ofRepository(call);
        if (text == null) text = passedOn(call);
        if (text == null) text = made(call);
        return text == null ? JavaTexts.UNKNOWN : text;
    }

    private String argument(Call call, int at) {
        if (at >= call.size()) return "";
        ExpressionTree argument = call.arguments().get(at);
        return texts.part(argument, call.scope());
    }

    private String read(Call call, Source source) {
        return texts.read(source, argument(call, 0), argument(call, 1));
    }

    /** Null where the call reads no configuration. */
    private String read(Call call) {
        return switch (call.name()) {
            case "getenv" ->
                call.size() == 1 && (call.receiver() == null || call.on("System")) ? read(call, Source.VARIABLE) : null;
            case "getProperty", "getRequiredProperty" -> property(call);
            case "getInteger", "getLong", "getBoolean" ->
                call.on("Integer", "Long", "Boolean") ? read(call, Source.PROPERTY) : null;
            case "getValue", "getOptionalValue" ->
                call.size() == 2 && type(call).matches("Config|ConfigProvider")
                        ? texts.read(Source.KEY, argument(call, 0), "")
                        : null;
            case "get", "getOrDefault" -> entry(call);
            case "getString", "getInt" ->
                type(call).equals("Config") && call.scope().file().text.contains("com.typesafe.config")
                        ? read(call, Source.PROPERTY)
                        : null;
            default -> null;
        };
    }

    private String type(Call call) {
        return call.receiver() == null ? "" : texts.typeOf(call.receiver(), call.scope());
    }

    private String property(Call call) {
        if (call.size() == 0 || call.size() > 2) return null;
        boolean imported =
                call.receiver() == null && "System".equals(call.scope().file().importedFrom(call.name()));
        if (imported || call.on("System") || isOf(call, "getProperties")) return read(call, Source.PROPERTY);
        if (type(call).matches("\\w*(?:Environment|PropertyResolver)")) return read(call, Source.KEY);
        return call.receiver() == null ? null : JavaTexts.unknownRead(argument(call, 1));
    }

    /** Of a map of variables, or of the configuration of Helidon. */
    private String entry(Call call) {
        if (call.size() == 0 || call.receiver() == null) return null;
        if (isOf(call, "getenv") || type(call).equals("Dotenv")) return read(call, Source.VARIABLE);
        if (!call.name().equals("get") || !type(call).equals("Config") || call.size() != 1) return null;
        String above = call.receiver() instanceof MethodInvocationTree
                ? texts.part(call.receiver(), call.scope())
                : JavaTexts.UNKNOWN;
        String name = argument(call, 0);
        return texts.read(
                Source.KEY,
                Placeholders.isOpen(above) ? Placeholders.in(above).get(0).name() + "." + name : name,
                "");
    }

    /** Whether the receiver is what System returns for all variables, or for all properties. */
    private static boolean isOf(Call call, String method) {
        if (isCall(call.receiver(), method)) return true;
        return call.receiver() instanceof IdentifierTree name
                && Stream.of(call.scope().method(), (MethodTree) null)
                        .flatMap(in ->
                                call.scope().file().given(in, name.getName().toString()).stream())
                        .anyMatch(value -> isCall(value, method));
    }

    private static boolean isCall(ExpressionTree tree, String method) {
        return tree instanceof MethodInvocationTree call
                && call.getArguments().isEmpty()
                && JavaFile.simpleName(call.getMethodSelect()).equals(method);
    }

    /** Null where the method is none of the repository's, or where its text is not known. */
    private String ofRepository(Call call) {
        JavaFile own = call.scope().file();
        Stream<JavaFile> candidates = call.receiver() == null || call.on("this", "super")
                ? Stream.concat(Stream.of(own), texts.elsewhere(own, call.name()))
                : texts.source(type(call)).stream();
        return candidates
                .flatMap(file ->
                        file.methods(call.name(), call.size()).stream().map(method -> returned(call, file, method)))
                .filter(text -> !text.equals(JavaTexts.UNKNOWN))
                .findFirst()
                .orElse(null);
    }

    private String returned(Call call, JavaFile file, MethodTree method) {
        Map<String, String> bound = new HashMap<>();
        for (int i = 0; i < call.size(); i++)
            bound.put(method.getParameters().get(i).getName().toString(), argument(call, i));
        return texts.oneOf(JavaFile.returned(method).stream(), new Scope(file, method, bound));
    }

    /** Null where the call does not return what it is called on or given. */
    private String passedOn(Call call) {
        if (call.receiver() == null) return defaulted(call);
        boolean passes = OF_ITS_RECEIVER.contains(call.name())
                || call.size() == 0 && call.name().equals("get");
        if (passes && !call.on("String")) return texts.part(call.receiver(), call.scope());
        if (OR_ELSE.contains(call.name()) && call.size() == 1) {
            String text = texts.part(call.receiver(), call.scope());
            return text.equals(JavaTexts.UNKNOWN)
                    ? JavaTexts.unknownRead(argument(call, 0))
                    : Placeholders.withFallback(text, argument(call, 0));
        }
        if (call.name().equals("map") && call.size() == 1) return mapped(call);
        if (call.name().startsWith("replace") && call.size() == 2) {
            // what is replaced tells what the value looks like
            String text = texts.part(call.receiver(), call.scope());
            return argument(call, 0).startsWith("postgres") ? Placeholders.withFallback(text, argument(call, 0)) : text;
        }
        if (call.name().equals("name") && call.size() == 0) return JavaFile.simpleName(call.receiver());
        if (OF_ITS_ARGUMENT.contains(call.name()) && call.size() > 0) return argument(call, 0);
        return defaulted(call);
    }

    private String mapped(Call call) {
        String text = texts.part(call.receiver(), call.scope());
        if (!(call.arguments().get(0) instanceof LambdaExpressionTree lambda)
                || lambda.getParameters().size() != 1) return text;
        Map<String, String> bound = new HashMap<>(call.scope().bound());
        bound.put(lambda.getParameters().get(0).getName().toString(), text);
        return texts.part(lambda, new Scope(call.scope().file(), call.scope().method(), bound));
    }

    private String defaulted(Call call) {
        if (call.size() != 2) return null;
        if (FIRST_OF_TWO.matcher(call.name()).matches() && !call.name().equals("getOrDefault"))
            return Placeholders.withFallback(argument(call, 0), argument(call, 1));
        return LOOKS_UP.matcher(call.name()).matches() ? JavaTexts.unknownRead(argument(call, 1)) : null;
    }

    /** Null where the call makes no text of texts. */
    private String made(Call call) {
        if (call.receiver() == null) return call.name().equals("format") ? formatted(argument(call, 0), call, 1) : null;
        return switch (call.name()) {
            case "format" -> formatted(argument(call, 0), call, 1);
            case "formatted" -> formatted(texts.part(call.receiver(), call.scope()), call, 0);
            case "concat", "append" -> texts.part(call.receiver(), call.scope()) + argument(call, 0);
            case "join" ->
                call.on("String")
                        ? Stream.iterate(1, at -> at < call.size(), at -> at + 1)
                                .map(at -> argument(call, at))
                                .collect(Collectors.joining(argument(call, 0)))
                        : null;
            default -> null;
        };
    }

    /** A format of String's, or of MessageFormat's, with its values. */
    private String formatted(String format, Call call, int first) {
        List<String> values = Stream.iterate(first, at -> at < call.size(), at -> at + 1)
                .map(at -> argument(call, at))
                .toList();
        if (call.on("MessageFormat")) {
            String text = format;
            for (int i = 0; i < values.size(); i++) text = text.replace("{" + i + "}", values.get(i));
            return text;
        }
        Iterator<String> rest = values.iterator();
        return FORMAT.matcher(format).replaceAll(found -> {
            if (found.group(1).equals("%")) return "%";
            if (found.group(1).equals("n")) return "\n";
            return Matcher.quoteReplacement(rest.hasNext() ? rest.next() : JavaTexts.UNKNOWN);
        });
    }
}
