///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Writes docs/reference/guards.md, the table of every way in which the guards were attacked.
//SOURCES ../../tasks/lib/common.java ../support/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import support.GuardTable;

public class guard_table {

    public static void main(String... args) throws IOException {
        Path page = GuardTable.page();
        Files.createDirectories(page.getParent());
        Files.writeString(page, GuardTable.text());
        System.out.println(page);
    }
}
