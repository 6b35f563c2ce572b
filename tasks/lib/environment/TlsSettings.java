//JAVA 17+

package lib.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.util.*;
import java.util.logging.Level;
import java.util.logging.Logger;
import lib.base.ExitException;

/**
 * How an environment's server is reached over TLS: POSTGRES_SSLMODE, POSTGRES_SSLROOTCERT (a file, or {@code system}
 * for the authorities that Java knows), POSTGRES_SSLCERT and POSTGRES_SSLKEY, with the values that libpq and the JDBC
 * driver share.
 */
public class TlsSettings {

    private static final String MODE = "POSTGRES_SSLMODE";
    private static final String ROOT = "POSTGRES_SSLROOTCERT";
    /** Those that name files, relative to the repository. */
    static final Set<String> FILES = Set.of(ROOT, "POSTGRES_SSLCERT", "POSTGRES_SSLKEY");

    public static final List<String> ALL = List.of(MODE, ROOT, "POSTGRES_SSLCERT", "POSTGRES_SSLKEY");
    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final String SYSTEM = "system";
    /** The driver would tell of names that differ on its own; held, so that it stays silent. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    /** A file's path from the repository, whatever directory a program is started in. */
    static String absolute(Path root, String key, String value) {
        return !FILES.contains(key) || value.isEmpty() || value.equals(SYSTEM)
                ? value
                : root.resolve(value).toString();
    }

    /** What is exported beside the file, and so is of another server than the one that a command starts for itself. */
    static Map<String, String> withoutForeign(Environment environment) {
        Set<String> own = new HashSet<>();
        environment.variables().forEach(variable -> own.add(variable.name()));
        Map<String, String> none = new LinkedHashMap<>();
        ALL.stream()
                .filter(name ->
                        !own.contains(name) && !environment.get(name, "").isEmpty())
                .forEach(name -> none.put(name, ""));
        return none;
    }

    /**
     * The properties of the JDBC driver.
     *
     * @throws ExitException for an unknown mode, or a file that is not there
     */
    public static Map<String, String> jdbc(Environment environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : ALL) {
            String value = environment.get(name, "");
            if (value.isEmpty()) continue;
            if (name.equals(MODE) && !MODES.contains(value))
                throw ExitException.wrongInput(
                        MODE + " is \"" + value + "\"", "It must be one of " + String.join(", ", MODES) + ".");
            if (FILES.contains(name) && !value.equals(SYSTEM) && !Files.isReadable(Path.of(value))) {
                throw ExitException.wrongInput(
                        name + " names " + value + ", which cannot be read",
                        "The path is relative to the repository, and the file is in PEM format, as for psql.");
            }
            properties.put(name.replace("POSTGRES_", "").toLowerCase(Locale.ROOT), value);
        }
        // as libpq has it: with a root certificate, require verifies it
        if (properties.containsKey("sslrootcert") && "require".equals(properties.get("sslmode")))
            properties.put("sslmode", "verify-ca");
        if (properties.remove("sslrootcert", SYSTEM))
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        if (properties.containsKey("sslcert"))
            properties.put("pemKeyAlgorithm", algorithm(Path.of(properties.get("sslcert"))));
        return properties;
    }

    /** Of a certificate's key; the driver would take every one for RSA. */
    private static String algorithm(Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getAlgorithm();
        } catch (IOException | CertificateException e) {
            throw ExitException.wrongInput(
                            "POSTGRES_SSLCERT names " + certificate + ", which is not a certificate",
                            "It must be a file in PEM format, as for psql.")
                    .because(e);
        }
    }

    /** The variables of psql, pg_dump and whatever else is built on libpq. */
    public static Map<String, String> libpq(Environment environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : ALL) {
            if (!environment.get(name, "").isEmpty())
                variables.put(name.replace("POSTGRES_", "PG"), environment.get(name, ""));
        }
        return variables;
    }

    /** What to do about a connection that failed for TLS; null where it failed for something else. */
    public static String advice(SQLException e, Environment environment) {
        String all = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) all += cause.getMessage() + "\n";
        if (all.contains("does not support SSL"))
            return "The server does not support TLS. Set " + MODE + " to prefer or disable if the"
                    + " network is safe without it.";
        if (all.contains("could not be verified by hostnameverifier"))
            return "The certificate is for another name: set POSTGRES_HOSTNAME to the name in it, or " + MODE
                    + " to verify-ca, which does not compare names.";
        if (all.contains("PKIX path"))
            return "The server's certificate is not signed by what " + ROOT
                    + " holds: set it to the certificate of the authority that signed it.";
        if (all.contains("root certificate file"))
            return "Set " + ROOT
                    + " to the certificate of the server's authority, or to system for the authorities that Java"
                    + " knows.";
        if (all.contains("client certificate"))
            return "The server requires a client certificate: set POSTGRES_SSLCERT and POSTGRES_SSLKEY.";
        if (all.contains("no encryption") && Set.of("disable", "allow").contains(environment.get(MODE, "")))
            return "The server requires TLS: set " + MODE + " to require, or better to verify-full with " + ROOT + ".";
        return all.contains("SSL") || all.contains("private key")
                ? "Check " + MODE + ", " + ROOT + ", POSTGRES_SSLCERT and POSTGRES_SSLKEY: manage.java config show"
                : null;
    }
}
