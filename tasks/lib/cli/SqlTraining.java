//JAVA 17+

package lib.cli;

import java.io.*;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import lib.database.Database;
import lib.database.ResultPrinter;
import lib.database.SqlBatch;
import lib.database.SqlSources;
import lib.environment.Environment;
import lib.environment.Project;

/**
 * Loads what {@code sql} needs from the login to the first row, for the archive of classes. A server may not be there
 * when the archive is made, so one is acted out: the messages of <a
 * href="https://www.postgresql.org/docs/current/protocol.html">PostgreSQL's protocol</a>, with a login by SCRAM-SHA-256
 * (RFC 7677) and one row for each query.
 */
class SqlTraining {

    private static final String PASSWORD = "training";
    private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ITERATIONS = 4096;
    private static final int PROTOCOL_3 = 196_608;
    private static final int TEXT = 25;

    private final DataInputStream in;
    private final DataOutputStream out;
    /** The first word of the last statement, which is also what is answered once it has run. */
    private String command = "";

    private char transaction = 'I';

    private SqlTraining(Socket client) throws IOException {
        in = new DataInputStream(client.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
    }

    public static void main(String... args) throws IOException, SQLException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            Map<String, String> variables = Map.of(
                    "POSTGRES_HOSTNAME",
                    server.getInetAddress().getHostAddress(),
                    "POSTGRES_PORT",
                    String.valueOf(server.getLocalPort()),
                    "POSTGRES_USER",
                    "postgres",
                    "POSTGRES_PASSWORD",
                    PASSWORD);
            Environment environment =
                    Environment.loadOrEmpty(Project.around(Path.of("")), Environment.defaultName(Map.of()), variables);
            try (SqlSources sources = SqlSources.of(List.of("select 1"), List.of())) {
                new SqlBatch(sources.scripts(Map.of()), ResultPrinter.Format.table, 0, false, false)
                        .run(Database.of(environment, "postgres"));
            }
        }
    }

    private static void serve(ServerSocket server) {
        try (Socket client = server.accept()) {
            SqlTraining session = new SqlTraining(client);
            session.logIn();
            session.answer();
        } catch (IOException | GeneralSecurityException e) {
            // what was loaded until then is loaded
        }
    }

    private void logIn() throws IOException, GeneralSecurityException {
        byte[] start = content();
        while (ByteBuffer.wrap(start).getInt() != PROTOCOL_3) {
            // no encryption
            out.write('N');
            out.flush();
            start = content();
        }
        authentication(10, "SCRAM-SHA-256\0\0");
        String first = next().replaceFirst("(?s)^.*?n,,", "");
        String nonce = first.replaceFirst("^.*r=", "") + "training";
        String challenge = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        authentication(11, challenge);
        String last = next().replaceFirst(",p=.*$", "");
        authentication(12, "v=" + signature(first + "," + challenge + "," + last));
        authentication(0, "");
        for (String parameter : List.of(
                "server_version\00018.0\0",
                "client_encoding\0UTF8\0",
                "DateStyle\0ISO, MDY\0",
                "integer_datetimes\0on\0",
                "standard_conforming_strings\0on\0")) send('S', parameter);
        ready();
        out.flush();
    }

    private static String signature(String messages) throws GeneralSecurityException {
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, 256))
                .getEncoded();
        byte[] key = hmac(salted, "Server Key");
        return Base64.getEncoder().encodeToString(hmac(key, messages));
    }

    private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    }

    private void answer() throws IOException {
        for (int type = in.read(); type != 'X' && type >= 0; type = in.read()) {
            String message = new String(content(), StandardCharsets.ISO_8859_1);
            switch (type) {
                case 'P' -> {
                    parse(message.substring(message.indexOf('\0') + 1));
                    send('1', "");
                }
                case 'Q' -> {
                    parse(message);
                    if (rows()) describe();
                    execute();
                    ready();
                }
                case 'B' -> send('2', "");
                case 'D' -> describe();
                case 'E' -> execute();
                case 'C' -> send('3', "");
                case 'S' -> ready();
                default -> {}
            }
            if (in.available() == 0) out.flush();
        }
    }

    private void parse(String sql) {
        command = sql.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        if (command.equals("BEGIN")) transaction = 'T';
        if (command.equals("COMMIT") || command.equals("ROLLBACK")) transaction = 'I';
    }

    private boolean rows() {
        return command.equals("SELECT");
    }

    private void ready() throws IOException {
        send('Z', String.valueOf(transaction));
    }

    private void describe() throws IOException {
        if (!rows()) {
            send('n', "");
            return;
        }
        ByteArrayOutputStream column = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(column);
        fields.writeShort(1);
        fields.writeBytes("column\0");
        fields.writeInt(0);
        fields.writeShort(0);
        fields.writeInt(TEXT);
        fields.writeShort(-1);
        fields.writeInt(-1);
        fields.writeShort(0);
        send('T', column.toString(StandardCharsets.ISO_8859_1));
    }

    private void execute() throws IOException {
        if (rows()) send('D', "\0\1\0\0\0\0011");
        send('C', command + (rows() ? " 1" : "") + "\0");
    }

    private void authentication(int kind, String content) throws IOException {
        send('R', "\0\0\0" + (char) kind + content);
        out.flush();
    }

    private byte[] content() throws IOException {
        return in.readNBytes(in.readInt() - 4);
    }

    private String next() throws IOException {
        in.read();
        return new String(content(), StandardCharsets.ISO_8859_1);
    }

    private void send(char type, String content) throws IOException {
        out.write(type);
        out.writeInt(content.length() + 4);
        out.write(content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
