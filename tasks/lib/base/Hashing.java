//JAVA 17+

package lib.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JDK has. */
public class Hashing {

    /** For what is hashed piece by piece. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole hash in hex digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** The first bytes of the hash, two hex digits each. */
    public static String sha256(byte[] content, int bytes) {
        return sha256(content).substring(0, 2 * bytes);
    }

    public static String sha256(String text, int bytes) {
        return sha256(text.getBytes(StandardCharsets.UTF_8), bytes);
    }

    /** The first bytes of what was hashed piece by piece. */
    public static String hex(MessageDigest digest, int bytes) {
        return HexFormat.of().formatHex(digest.digest(), 0, bytes);
    }
}
