//JAVA 17+

package lib.adoption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The image of PostgreSQL for our own compose files.
 *
 * @param reason what it stands for, where the repository has another one; empty where it has this one
 * @param where the file that names it
 */
record ServerImage(String name, String reason, String where) {

    private static final String DEFAULT = "postgres:18";

    static ServerImage of(RepositoryFacts facts) {
        List<Map.Entry<String, String>> found =
                new ArrayList<>(facts.sources().images.entrySet());
        facts.hints().servers.stream()
                .filter(server -> server.image() != null)
                .forEach(server -> found.add(Map.entry(server.image(), server.where())));
        for (Map.Entry<String, String> each : found) {
            String fitting = ServerHints.image(each.getKey());
            if (fitting != null)
                return new ServerImage(
                        fitting, fitting.equals(each.getKey()) ? "" : ", for " + each.getKey(), each.getValue());
        }
        if (found.isEmpty()) return new ServerImage(DEFAULT, "", "nothing names a version");
        return new ServerImage(
                DEFAULT,
                ", for " + found.get(0).getKey() + ", which names no version",
                found.get(0).getValue());
    }

    Survey.Finding finding() {
        return new Survey.Finding("PostgreSQL", name + reason, where);
    }
}
