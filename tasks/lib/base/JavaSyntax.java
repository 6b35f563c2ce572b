//JAVA 17+

package lib.base;

import com.sun.source.util.JavacTask;
import java.util.List;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The JDK's parser of Java, which needs neither what sources import nor sources without errors. */
public class JavaSyntax {

    private static final String MODULE = "jdk.compiler";

    private JavaSyntax() {}

    /** Whether the Java that runs has a compiler: a JRE has none. */
    public static boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** @param manager null for the compiler's own */
    public static JavacTask of(JavaFileManager manager, Iterable<? extends JavaFileObject> sources) {
        return (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, manager, problem -> {}, List.of("-proc:none", "-Xlint:none"), null, sources);
    }
}
