//JAVA 17+

package lib.environment;

import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.Secret;
import lib.base.SecretDetection;

/** The secrets in the values of variables, which no text may show. */
record SecretTexts(Collection<Environment.Variable> variables) {

    /** A text without the secrets; a secret that is some other variable's plain value too is none. */
    String masked(String text) {
        String masked = SecretDetection.masked(text);
        for (String secret : all()) masked = masked(masked, secret);
        return masked;
    }

    /** The letters of a short one may stand in other words, and a password that is a word may stand anywhere. */
    private static String masked(String text, String secret) {
        boolean word = secret.chars().allMatch(c -> c >= 'a' && c <= 'z');
        if (!word && secret.length() >= 8) return text.replace(secret, Secret.MASK);
        String before = word ? "(?<=[=:'\"])" : "(?<!\\p{Alnum})";
        return text.replaceAll(
                before + Pattern.quote(secret) + "(?!\\p{Alnum})", Matcher.quoteReplacement(Secret.MASK));
    }

    /** Each secret value, and what is secret in a value of several parts; the longest first. */
    private List<String> all() {
        Set<String> plain = new HashSet<>();
        Set<String> secret = new HashSet<>();
        for (Environment.Variable variable : variables) {
            String text = variable.text();
            (variable.secret() ? secret : plain).add(text);
            if (variable.secret())
                SecretDetection.places(text).forEach(at -> secret.add(text.substring(at.start(), at.end())));
        }
        secret.removeAll(plain);
        secret.remove("");
        return secret.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }
}
