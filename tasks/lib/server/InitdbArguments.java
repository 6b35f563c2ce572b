//JAVA 17+

package lib.server;

import java.util.*;
import java.util.function.Predicate;

/**
 * What initdb gets, so that an embedded server sorts as the one in an image, whatever locales this machine has: in the
 * place of the operating system's collations it has those of ICU.
 *
 * @param argv for initdb
 * @param differences from the image, a sentence each
 */
record InitdbArguments(List<String> argv, List<String> differences) {

    private static final String VARIABLE = "POSTGRES_INITDB_ARGS";
    /** What the official image sets. */
    private static final String IMAGE_LANG = "en_US.utf8";

    private static final int FIRST_WITH_ICU = 15;
    private static final int FIRST_WITH_BUILTIN = 17;
    /** Of the container, or settled by other variables. */
    private static final Set<String> NOT_TAKEN =
            Set.of("--pgdata", "--input", "--username", "--pwprompt", "--pwfile", "--waldir");
    /** What becomes of these is decided here. */
    private static final Set<String> LOCALES = Set.of("--no-locale", "--locale", "--locale-provider", "--icu-locale");

    /**
     * @param image that of the service
     * @param variables those that the service gives to its container
     * @param major of the embedded server
     */
    static InitdbArguments of(String image, Map<String, String> variables, int major) {
        InitdbOptions options = InitdbOptions.of(variables.getOrDefault(VARIABLE, ""));
        String locale = options.has("--no-locale")
                ? "C"
                : options.value("--locale").orElse(variables.getOrDefault("LANG", IMAGE_LANG));
        String collation = options.value("--lc-collate").orElse(locale);
        String provider = options.value("--locale-provider").orElse("libc");
        List<String> argv = new ArrayList<>();
        // the encoding of the locale C is that of no text
        if (!plain(locale) && !options.has("--encoding")) argv.add("--encoding=UTF8");
        argv.add("--locale=C");
        if (provider.equals("libc")) argv.addAll(inPlaceOfLibc(collation, image.contains("alpine"), major));
        else argv.add("--locale-provider=" + provider);
        if (provider.equals("icu"))
            argv.add("--icu-locale=" + options.value("--icu-locale").orElse(tag(locale)));

        Predicate<InitdbOptions.Option> dropped =
                option -> NOT_TAKEN.contains(option.name()) || option.name().startsWith("--lc-");
        options.all().stream()
                .filter(option -> !dropped.test(option) && !LOCALES.contains(option.name()))
                .forEach(option -> argv.add(option.written()));
        List<String> left = options.all().stream()
                .filter(dropped)
                .filter(option -> !option.name().equals("--lc-collate") && !plain(option.value()))
                .map(InitdbOptions.Option::written)
                .toList();
        return new InitdbArguments(argv, differences(left, provider.equals("libc") ? collation : "C", major));
    }

    private static List<String> differences(List<String> left, String collation, int major) {
        List<String> differences = new ArrayList<>();
        if (!left.isEmpty())
            differences.add("The embedded PostgreSQL ignores these options of " + VARIABLE + ": "
                    + String.join(", ", left) + ".");
        if (major < FIRST_WITH_ICU && !plain(collation))
            differences.add("The embedded PostgreSQL " + major + " sorts by bytes, where the image sorts by "
                    + collation + ".");
        return differences;
    }

    /** @param bytes whether the image's C library knows no other order, as that of Alpine */
    private static List<String> inPlaceOfLibc(String collation, boolean bytes, int major) {
        if (plain(collation) || major < FIRST_WITH_ICU) return List.of();
        if (!bytes && !collation.startsWith("C."))
            return List.of("--locale-provider=icu", "--icu-locale=" + tag(collation));
        return major < FIRST_WITH_BUILTIN
                ? List.of("--locale-provider=icu", "--icu-locale=en-US-u-va-posix")
                : List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    }

    /** Whether it has bytes, and no letters. */
    private static boolean plain(String locale) {
        return locale == null || locale.equals("C") || locale.equals("POSIX");
    }

    /** As ICU has it: de-DE for de_DE.utf8 and de_DE@euro. */
    private static String tag(String locale) {
        return locale.replaceFirst("[.@].*", "").replace('_', '-');
    }
}
