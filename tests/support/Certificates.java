//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.*;

/** An authority and certificates that it signs, in PEM, made by the JDK's own keytool. */
public class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;

    public Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        keytool(
                "-genkeypair",
                "-alias",
                "authority",
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c",
                "-keyalg",
                "EC",
                "-validity",
                "2");
        pem("CERTIFICATE", store().getCertificate("authority").getEncoded(), "authority.crt");
    }

    /** NAME.crt and NAME.key, for a common name and, where it is a server's, a host name. */
    public void issue(String name, String... extensions) throws Exception {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-validity", "2");
        keytool(
                "-certreq",
                "-alias",
                name,
                "-file",
                directory.resolve(name + ".csr").toString());
        List<String> sign = new ArrayList<>(List.of(
                "-gencert",
                "-alias",
                "authority",
                "-infile",
                directory.resolve(name + ".csr").toString(),
                "-outfile",
                directory.resolve(name + ".crt").toString(),
                "-rfc"));
        for (String extension : extensions) sign.addAll(List.of("-ext", extension));
        keytool(sign.toArray(String[]::new));
        pem("PRIVATE KEY", store().getKey(name, PASSWORD).getEncoded(), name + ".key");
    }

    private KeyStore store() throws Exception {
        return KeyStore.getInstance(directory.resolve("store.p12").toFile(), PASSWORD);
    }

    private void pem(String kind, byte[] bytes, String file) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        Files.setPosixFilePermissions(
                Files.writeString(directory.resolve(file), text), PosixFilePermissions.fromString("rw-------"));
    }

    private void keytool(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        argv.addAll(List.of(arguments));
        argv.addAll(List.of(
                "-keystore",
                directory.resolve("store.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IOException(String.join(" ", argv) + ": " + output);
    }
}
