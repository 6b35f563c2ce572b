//JAVA 17+

package support;

/** {@code manage.java test} on an engine. */
public abstract class TestCommand extends EndToEnd {

    protected static Result test(Workspace where, On engine, String... arguments) {
        engine.require();
        String[] all = new String[arguments.length + 3];
        all[0] = "--engine";
        all[1] = engine.name();
        all[2] = "test";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return where.manage(all);
    }
}
