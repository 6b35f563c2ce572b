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
        down --volumes=T
        down --volumes=TRUE
        down -v=1
        down -vv
        down -t 0 -v --rmi local
        down --rmi=all --volumes=false
        -f - down
        -f=- ps
        -fdown ps
        -ppsx down -v
        --project-name=x down -vt0
        --project-name= down
        --profile ps -- down
        --profile * down -v
        --profile= down
        --verbose -v down
        --verbose=true ps down
        --compatibility=true down
        --all-resources down
        --all-resources=true ps
        --workdir . down
        --no-ansi ps
        --log-level debug down
        --host tcp://127.0.0.1:1 ps
        -H tcp://127.0.0.1:1 down
        -c other down
        --dry-run down
        --ansi=never --progress=quiet down
        --parallel=-1 down
        --env-file /dev/null down
        -v down
        -V down
        --file=docker/testing.yml --project-directory=.. rm -vf
        rm -fvs db
        stop -t0
        kill -s SIGKILL db
        up --no-deps -V db
        up --scale web=0
        up --abort-on-container-exit
        run -v /:/host db
        exec -T db psql -U postgres
        exec --privileged db sh
        alpha dry-run down
        alpha scale web=0
        --yes down
        -y down
        ‐‐profile ps down
        -
        --
        --=ps down
        -=ps down
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
