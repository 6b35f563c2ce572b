//JAVA 17+

package support;

import java.util.List;

/** Arguments of docker compose that remove data, or may, in every spelling that its parser takes. */
public final class ComposeAttempts {

    private static final String ALL = """
        down
        down -v
        down --volume
        down --volumes=true
        down --volumes=1
        down -v=true
        down -vt1
        down -t1 -v
        rm -v
        rm -fsv
        --profile x down --volumes=1
        --profile ps down -v
        --profile=ps down -v
        --file ps down
        -f ps down -v
        -fps down -v
        -f=ps down -v
        -p ps down -v
        -pps down
        --ansi ps down -v
        --unknown ps down -v
        --unknown=ps down
        --profile --ansi ps down -v
        -p -f ps down -v
        --profile -- ps down -v
        --profile - ps
        -- ps down
        -- down
        --dry-run=false down -v
        --help down -v
        -h ps
        --version down
        -D down
        --debug ps down
        --context x ps
        --profile
        -f
        -f ps
        --compatibility down
        --verbose=false down
        PS
        ps-x
         ps
        up -d
        up -V
        up --renew-anon-volumes
        exec db sh
        run web
        cp a b:/
        stop
        kill
        restart
        start
        create
        pull
        build
        push
        watch
        scale web=0
        pause
        unpause
        wait db
        wait --down-project db
        attach db
        export db
        commit db
        publish x
        alpha viz
        bridge convert
        convert
        @file
        down --help
        down --volumes=t
        down --vol
        --project-directory=. down --volumes
        --profile=x --ansi=never down
        --parallel 1 rm -fsv
        --progress plain up --force-recreate
        up --remove-orphans -d
        run --rm db sh -c 'rm -rf /var/lib/postgresql'
        rm --stop --force --volumes
        down --rmi all
        down --remove-orphans
        -f docker/production.yml -f docker/testing.yml down
        --env-file=.env down -v
        """;

    private ComposeAttempts() {}

    public static List<String> all() {
        return ALL.lines().toList();
    }

    /** Of a line; a blank at its beginning is one of the first word. */
    public static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split("(?<=\\S) "));
    }
}
