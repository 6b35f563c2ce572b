//JAVA 17+

package lib.swarm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import lib.base.Hashing;

/**
 * A secret or a config as a cluster keeps it. It never changes there: another content is another object, so its name
 * ends in a digest of what it holds.
 *
 * @param kind {@code secret} or {@code config}
 * @param key its name in the compose file
 * @param name its name on the cluster
 */
public record StackContent(String kind, String key, String name, byte[] bytes) {

    private static final int LONGEST_NAME = 64;
    private static final int DIGEST_BYTES = 6;
    private static final int ROUNDS = 100_000;

    public static StackContent of(String kind, String stack, String key, byte[] bytes) {
        String readable = (stack + "_" + key).replaceAll("[^A-Za-z0-9_.-]", "-");
        int room = LONGEST_NAME - 1 - 2 * DIGEST_BYTES;
        String digest = HexFormat.of()
                .formatHex(kind.equals("secret") ? slow(stack + "_" + key, bytes) : quick(bytes), 0, DIGEST_BYTES);
        return new StackContent(
                kind, key, readable.substring(0, Math.min(room, readable.length())) + "-" + digest, bytes);
    }

    private static byte[] quick(byte[] bytes) {
        return Hashing.sha256().digest(bytes);
    }

    /** Names are seen in logs, and a plain digest of a short password is soon guessed. */
    private static byte[] slow(String salt, byte[] bytes) {
        try {
            char[] text = Base64.getEncoder().encodeToString(bytes).toCharArray();
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(
                            text.length == 0 ? new char[] {0} : text,
                            salt.getBytes(StandardCharsets.UTF_8),
                            ROUNDS,
                            DIGEST_BYTES * 8))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
