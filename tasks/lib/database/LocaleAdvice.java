//JAVA 17+
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.postgresql.util.ServerErrorMessage;

/** What to do when the server lacks a locale of the operating system that a statement names. */
class LocaleAdvice {

    private static final Pattern MESSAGE = Pattern.compile(
            "collation \"([^\"]+)\" for encoding \"[^\"]+\" does not exist|could not create locale \"([^\"]+)\".*"
                    + "|invalid (?:LC_\\w+ )?locale name: \"([^\"]+)\"");
    /** Language, country, and what an operating system puts behind them: de_DE.utf8, de_DE@euro. */
    private static final Pattern LOCALE = Pattern.compile("([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@].*)?");

    /** @param error what the server says; null where it said nothing */
    static Optional<String> advice(ServerErrorMessage error) {
        Matcher missing = MESSAGE.matcher(error == null ? "" : String.valueOf(error.getMessage()));
        if (!missing.matches()) return Optional.empty();
        String name = IntStream.rangeClosed(1, 3)
                .mapToObj(missing::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        Matcher locale = LOCALE.matcher(name);
        if (!locale.matches()) return Optional.empty();
        String tag = locale.group(1) + (locale.group(2) == null ? "" : "-" + locale.group(2));
        return Optional.of("The machine that this server runs on has no locale " + name
                + "; an image may have locales that the embedded PostgreSQL lacks. Both have the ICU locale: COLLATE \""
                + tag
                + "-x-icu\", CREATE COLLATION ... (provider = icu, locale = '" + tag
                + "'), CREATE DATABASE ... LOCALE_PROVIDER icu ICU_LOCALE '" + tag + "'. Or use --engine docker.");
    }
}
