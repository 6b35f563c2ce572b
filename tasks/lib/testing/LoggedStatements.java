//JAVA 17+

package lib.testing;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what was sent to a server in the lines of its log, once {@link #PREFIX} stands before each. */
class LoggedStatements implements Consumer<String> {

    /** Of the server's log_line_prefix: a mark, milliseconds since 1970, process, database, application. */
    static final String PREFIX = "manage.sql\t%n\t%p\t%d\t%a\t";

    /**
     * What the server took in, as a text of SQL with comments.
     *
     * @param time in milliseconds since 1970, by the server's clock
     */
    record Statement(long time, String process, String database, String sql) {}

    private static final Pattern LINE = Pattern.compile(
            "manage\\.sql\t(\\d+)\\.(\\d{3})\\d*\t(\\d*)\t([^\t]*)\t([^\t]*)\t([A-Z]+\\d*):  (.*)", Pattern.DOTALL);

    private static final Pattern SENT = Pattern.compile("(?:statement|execute ([^:]*)): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("(?i)parameters: (.*)", Pattern.DOTALL);
    /** What our own sessions call themselves. */
    private static final String OURS = "manage.java";

    private final Consumer<Statement> found;
    private final StringBuilder message = new StringBuilder();
    private Statement last;
    private int messages;

    LoggedStatements(Consumer<Statement> found) {
        this.found = found;
    }

    /** A line of the log; a message may have several, each but its first after a tab. */
    @Override
    public void accept(String line) {
        if (line.startsWith("manage.sql\t")) {
            message();
            message.append(line);
        } else if (!message.isEmpty() && line.startsWith("\t")) {
            message.append('\n').append(line, 1, line.length());
        } else {
            message();
        }
    }

    /** After the last line. */
    void end() {
        message();
        statement(null);
    }

    /** How many messages with the prefix there were: none where the log is somewhere else. */
    int messages() {
        return messages;
    }

    private void message() {
        Matcher line = LINE.matcher(message);
        if (line.matches()) {
            messages++;
            if (!line.group(5).equals(OURS)) take(line);
        }
        message.setLength(0);
    }

    private void take(Matcher line) {
        String text = line.group(7);
        switch (line.group(6)) {
            case "LOG" -> {
                Matcher sent = SENT.matcher(text);
                if (!sent.matches()) return;
                long time = Long.parseLong(line.group(1) + line.group(2));
                boolean more = sent.group(1) != null && sent.group(1).startsWith("fetch from");
                String sql = more ? "-- the next rows of: " + firstLine(sent.group(2)) : ended(sent.group(2));
                statement(new Statement(time, line.group(3), line.group(4), sql));
            }
            case "DETAIL" -> {
                Matcher parameters = PARAMETERS.matcher(text);
                if (parameters.matches() && isLast(line)) add(parameters.group(1));
            }
            case "ERROR" -> {
                if (isLast(line)) add("ERROR: " + text);
            }
            default -> {}
        }
    }

    private boolean isLast(Matcher line) {
        return last != null && last.process().equals(line.group(3));
    }

    private void add(String comment) {
        last = new Statement(
                last.time(), last.process(), last.database(), last.sql() + "\n-- " + comment.replace("\n", "\n-- "));
    }

    private void statement(Statement next) {
        if (last != null) found.accept(last);
        last = next;
    }

    private static String ended(String sql) {
        String text = sql.stripTrailing();
        // behind a comment of one line it would be part of it
        String end = text.substring(text.lastIndexOf('\n') + 1).contains("--") ? "\n;" : ";";
        return text.endsWith(";") ? text : text + end;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
