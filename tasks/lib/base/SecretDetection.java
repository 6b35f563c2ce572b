//JAVA 17+

package lib.base;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells secrets by what a name says, and by what a text uses a value for: a password in an address, a property or JSON.
 */
public class SecretDetection {

    /** A word that contains one of these is about a secret. */
    private static final List<String> SECRET = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "credential",
            "authorization",
            "apikey",
            "accesskey",
            "privatekey",
            "masterkey",
            "signingkey",
            "encryptionkey");
    /** So is one that ends in one of these. */
    private static final List<String> SECRET_END = List.of("token", "tokens", "pass", "pwd");

    private static final Set<String> OTHER_END = Set.of("bypass", "compass", "trespass", "oldpwd");
    /** These tell of a secret as the last word of a variable's name; in a text they are too common. */
    private static final Set<String> SECRET_NAME =
            Set.of("auth", "bearer", "creds", "jwt", "otp", "pepper", "pin", "salt");

    private static final Set<String> KEYS = Set.of("key", "keys");
    /** Keys that open nothing. */
    private static final Set<String> OPEN_KEYS = Set.of(
            "public", "primary", "foreign", "sort", "partition", "cache", "routing", "group", "index", "object", "row");
    /** What comes last says what the thing is: the file of a secret is none. */
    private static final Set<String> ABOUT = Set.of(
            "file",
            "path",
            "dir",
            "url",
            "uri",
            "endpoint",
            "host",
            "port",
            "name",
            "names",
            "id",
            "user",
            "type",
            "kind",
            "method",
            "mode",
            "algorithm",
            "policy",
            "provider",
            "issuer",
            "audience",
            "header",
            "field",
            "prefix",
            "length",
            "size",
            "count",
            "ttl",
            "timeout",
            "expiry",
            "expiration",
            "seconds",
            "minutes",
            "hours",
            "days",
            "enabled",
            "required",
            "encoder",
            "command");
    /** What comes first may say that it is a choice, or a number. */
    private static final Set<String> MEASURES =
            Set.of("use", "enable", "disable", "allow", "require", "has", "max", "min");

    private static final Set<String> CHOICES = Set.of("", "true", "false", "yes", "no", "none", "null");

    /** {@code name=value}, {@code name: value} or {@code "name": "value"}, in quotes or not. */
    private static final Pattern ASSIGNED = Pattern.compile("(?<![\\w.])(?<name>[A-Za-z_][\\w.-]*+)"
            + "(?:[\"']?\\s*=\\s*|\\\\?[\"']\\s*:\\s*|:\\s+)(?:(?:Bearer|Basic)\\s+)?"
            + "(?:\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\""
            + "|\\\\\"(?<escaped>[^\"\\\\]*+)\\\\\"|'(?<single>[^']*)'"
            + "|(?<bare>[^\\s&;,\"']*))");

    private static final Pattern LOGIN = Pattern.compile("://[^/\\s:@]*:(?<password>[^@\\s]+)@");
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    /** Where a text holds a secret: from the first character to the one behind the last. */
    public record Place(int start, int end) {}

    /** Whether a variable of this name and value is one that must not be read by others. */
    public static boolean isSecret(String name, String value) {
        return tells(words(name), false) && !isChoice(value) && !isFileOf(name, value) || in(value);
    }

    /** Whether a text holds a secret, by what it says of it. */
    public static boolean in(String text) {
        return text.contains(PRIVATE_KEY) || places(text).stream().anyMatch(place -> isLiteral(text, place));
    }

    /** Where a text gives a secret a value, be it only a reference to one. */
    public static List<Place> places(String text) {
        List<Place> places = new ArrayList<>();
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0) return places;
        for (Matcher login = LOGIN.matcher(text); login.find(); )
            places.add(new Place(login.start("password"), login.end("password")));
        Matcher assigned = ASSIGNED.matcher(text);
        for (int from = 0; assigned.find(from); ) {
            boolean secret = tells(words(assigned.group("name")), true);
            if (secret) places.add(value(assigned));
            // what is no secret may hold one: -Dx.args="a.password=b"
            from = assigned.end(secret ? 0 : 1);
        }
        return places;
    }

    private static Place value(Matcher assigned) {
        for (String group : List.of("quoted", "escaped", "single")) {
            if (assigned.group(group) != null) return new Place(assigned.start(group), assigned.end(group));
        }
        return new Place(assigned.start("bare"), assigned.end("bare"));
    }

    /** The text with three stars for each secret in it. */
    public static String masked(String text) {
        List<Place> places = new ArrayList<>(places(text));
        places.removeIf(place -> !isLiteral(text, place));
        places.sort(Comparator.comparing(Place::start));
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (Place place : places) {
            if (place.end() <= at) continue;
            masked.append(text, at, Math.max(at, place.start())).append(Secret.MASK);
            at = place.end();
        }
        return masked.append(text, at, text.length()).toString();
    }

    /** The value itself, and not what a shell or a file puts in its place. */
    private static boolean isLiteral(String text, Place place) {
        String value = text.substring(place.start(), place.end());
        boolean reference = value.startsWith("$(")
                || value.startsWith("${")
                || value.startsWith("$") && value.equals(value.toUpperCase(Locale.ROOT));
        return !reference && !isChoice(value);
    }

    private static boolean isChoice(String value) {
        return CHOICES.contains(value.toLowerCase(Locale.ROOT)) || value.startsWith("/run/secrets/");
    }

    /** A name that ends in key is that of a file too. */
    private static boolean isFileOf(String name, String value) {
        return name.toLowerCase(Locale.ROOT).endsWith("key") && value.startsWith("/") && value.contains(".");
    }

    /** @param text whether it stands in a text, where short words mean many things */
    private static boolean tells(List<String> words, boolean text) {
        if (words.isEmpty() || MEASURES.contains(words.get(0))) return false;
        String last = words.get(words.size() - 1);
        String before = words.size() > 1 ? words.get(words.size() - 2) : "";
        // every shell exports its directory under this name
        if (before.isEmpty() && last.equals("pwd")) return text;
        boolean key = KEYS.contains(last) && !OPEN_KEYS.contains(before) && !(text && before.isEmpty());
        return !ABOUT.contains(last)
                && (key
                        || words.stream().anyMatch(SecretDetection::isSecretWord)
                        || !text && SECRET_NAME.contains(last));
    }

    private static boolean isSecretWord(String word) {
        return SECRET.stream().anyMatch(word::contains)
                || SECRET_END.stream().anyMatch(word::endsWith) && !OTHER_END.contains(word);
    }

    /** The words of a name, in lower case: API_KEY, api.key, api-key and apiKey have the same two. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char before = '_';
        for (char c : (name + "_").toCharArray()) {
            boolean letter = Character.isLetter(c);
            boolean hump = Character.isUpperCase(c) && Character.isLowerCase(before);
            if ((!letter || hump) && !word.isEmpty()) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (letter) word.append(c);
            before = c;
        }
        return words;
    }
}
