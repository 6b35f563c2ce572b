//JAVA 17+
//SOURCES Docker.java Embedded.java

/** Chooses where PostgreSQL comes from. */
public class Engines {

    private Engines() { }

    /** Docker where it works, else embedded, unless one of the two was asked for. */
    public static Engine choose(Context context) {
        boolean docker = switch (context.engine()) {
            case "docker" -> true;
            case "embedded" -> false;
            default -> context.dryRun() || Docker.works(context);
        };
        if (docker) return new Docker(context);
        if (context.engine().equals("auto")) context.talk().say("Docker is not running here: using an embedded PostgreSQL.");
        return throwaway(context);
    }

    static Embedded throwaway(Context context) {
        return new Embedded(context, context.project().state(context.environment().name + "-postgres"), true);
    }
}
