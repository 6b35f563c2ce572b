//JAVA 17+

package lib.adoption;

import java.nio.file.Path;

/** A place where code reads a part of its configuration, by a name. */
record ConfigurationRead(String name, Source source, Path file, int line) {

    /** Where a value comes from. */
    enum Source {
        VARIABLE,
        PROPERTY,
        /** The configuration of a framework, which takes variables too. */
        KEY
    }
}
