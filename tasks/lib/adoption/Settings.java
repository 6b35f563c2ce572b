//JAVA 17+
//DEPS org.snakeyaml:snakeyaml-engine:2.10

package lib.adoption;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The configuration of an application: what its {@code application.properties} and {@code application.yml} of all
 * profiles say.
 */
public class Settings {

    /**
     * One setting.
     *
     * @param profile the profile that it is for; empty for none
     * @param test it stands among the resources of the tests
     */
    record Setting(Path file, String profile, boolean test, String key, String value) {}

    private static final Pattern FILE =
            Pattern.compile("(?:application|bootstrap|microprofile-config)(?:-([\\w-]+))?\\.(properties|ya?ml)");
    private static final Pattern OWN_PROFILE = Pattern.compile("^\"?%([\\w,-]+)\"?\\.(.+)$");
    /** What Maven replaces when it copies resources is no YAML: it is quoted before the file is read. */
    private static final Pattern FILTERED = Pattern.compile("(?m)([:\\s-]\\s*)(@[\\w.-]+@)");

    final List<Setting> all = new ArrayList<>();
    /** Files that could not be read, and why. */
    final Map<Path, String> unreadable = new LinkedHashMap<>();

    static boolean named(Path file) {
        return FILE.matcher(file.getFileName().toString()).matches();
    }

    void read(Path file, boolean test) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (!name.matches()) return;
        String profile = name.group(1) == null ? "" : name.group(1);
        try {
            if (name.group(2).equals("properties")) properties(file, profile, test);
            else yaml(file, profile, test);
        } catch (YamlEngineException | IOException | IllegalArgumentException | ExitException e) {
            unreadable.put(file, e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** A file of any name, which may be something else. */
    void yaml(Path file, boolean test) {
        try {
            yaml(file, "", test);
        } catch (YamlEngineException | ExitException other) {
            // it is no configuration
        }
    }

    private void yaml(Path file, String profile, boolean test) {
        yaml(ScriptFiles.text(file)).forEach(document -> add(file, profile(document, profile), test, document));
    }

    private void properties(Path file, String profile, boolean test) throws IOException {
        // a line of #--- or !--- begins another document, as in YAML
        for (String document : ScriptFiles.text(file).split("(?m)^[#!]---\\s*$")) {
            Properties read = new Properties();
            read.load(new StringReader(document));
            Map<String, String> flat = new TreeMap<>();
            read.forEach((key, value) -> flat.put((String) key, ((String) value).strip()));
            add(file, profile(flat, profile), test, flat);
        }
    }

    private void add(Path file, String profile, boolean test, Map<String, String> flat) {
        flat.forEach((key, value) -> {
            Matcher own = OWN_PROFILE.matcher(key);
            if (own.matches()) {
                for (String each : own.group(1).split(",")) all.add(new Setting(file, each, test, own.group(2), value));
            } else {
                all.add(new Setting(file, profile, test, key, value));
            }
        });
    }

    private static String profile(Map<String, String> document, String ofFile) {
        return document.getOrDefault(
                "spring.config.activate.on-profile", document.getOrDefault("spring.profiles", ofFile));
    }

    /** The documents of a YAML text, each with its keys joined by dots. */
    static List<Map<String, String>> yaml(String text) {
        List<Map<String, String>> documents = new ArrayList<>();
        for (Object document : load(text)) {
            Map<String, String> flat = new LinkedHashMap<>();
            flatten("", document, flat);
            documents.add(flat);
        }
        return documents;
    }

    static Iterable<Object> load(String text) {
        List<Object> documents = new ArrayList<>();
        String plain = FILTERED.matcher(text.replace("\t", "  ")).replaceAll("$1'$2'");
        new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
                .loadAllFromString(plain)
                .forEach(documents::add);
        return documents;
    }

    private static void flatten(String prefix, Object node, Map<String, String> flat) {
        if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> flatten(prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key, value, flat));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) flatten(prefix + "[" + i + "]", list.get(i), flat);
        } else if (!prefix.isEmpty()) {
            flat.put(prefix, node == null ? "" : String.valueOf(node));
        }
    }

    /** Keys are the same where they differ in hyphens and case only. */
    static String canonical(String key) {
        return key.replace("-", "").replace("\"", "").toLowerCase(Locale.ROOT);
    }

    /**
     * What a key comes to in tests that run with a profile, empty for none: those of the tests come first. Null where
     * nothing is said.
     */
    Setting effective(String key, String profile) {
        Setting best = null;
        for (Setting setting : all) {
            if (!canonical(setting.key()).equals(canonical(key))
                    || !setting.profile().isEmpty() && !mentions(setting.profile(), profile)) continue;
            if (best == null || rank(setting) > rank(best)) best = setting;
        }
        return best;
    }

    private static boolean mentions(String expression, String profile) {
        return !profile.isEmpty()
                && List.of(expression.split("[^\\w-]+")).contains(profile)
                && !expression.contains("!" + profile);
    }

    private static int rank(Setting setting) {
        return (setting.profile().isEmpty() ? 0 : 2) + (setting.test() ? 1 : 0);
    }

    /** The value of a key without a profile, those of the tests first; placeholders have their defaults. */
    Optional<String> value(String key) {
        return Optional.ofNullable(effective(key, "")).map(setting -> Placeholders.resolve(setting.value(), Map.of()));
    }

    /** What is said of a key in any profile. */
    List<Setting> says(String key) {
        return all.stream()
                .filter(setting -> canonical(setting.key()).equals(canonical(key)))
                .toList();
    }

    /** Every setting whose key matches. */
    List<Setting> matching(String keys) {
        Pattern pattern = Pattern.compile(keys);
        return all.stream()
                .filter(setting -> pattern.matcher(setting.key()).matches())
                .toList();
    }
}
