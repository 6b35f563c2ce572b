//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the swarm answers about a stack, and when it is settled. */
class StackStateTest {

    private static final String SERVICE = """
        [{"ID": "s1", "Spec": {"Name": "shop_web", "Labels": {"manage.java.deployed": "2"}, \
        "TaskTemplate": {"ContainerSpec": {"Image": "b"}, "Placement": {}, "ForceUpdate": 0}, \
        "Mode": {"Replicated": {"Replicas": 2}}},
          "PreviousSpec": {"Labels": {"manage.java.deployed": "1"}}, "UpdateStatus": {"State": "%s"}}]\
        """;
    private static final String TASK =
            "{\"ID\": \"%s\", \"ServiceID\": \"s1\", \"DesiredState\": \"%s\", \"Status\": {\"State\": \"%s\","
                    + " \"Err\": \"%s\", \"Timestamp\": \"%s\"}, \"Spec\": {\"ContainerSpec\": {\"Image\": \"%s\"},"
                    + " \"ForceUpdate\": 0}}";

    @Test
    void a_service_is_settled_when_as_many_of_its_tasks_run_as_it_wants_and_no_older_one() {
        String one = TASK.formatted("t1", "running", "running", "", "1", "b");
        String two = TASK.formatted("t2", "running", "running", "", "2", "b");
        String old = TASK.formatted("t0", "running", "running", "", "0", "a");
        assertTrue(settled("completed", one, two));
        assertFalse(settled("updating", one, two));
        assertFalse(settled("completed", one));
        assertFalse(settled("", old, one), "the swarm has not begun yet");
        assertFalse(settled("completed", one, two, old));
        assertFalse(settled("completed", one, two.replace("\"State\": \"running\"", "\"State\": \"starting\"")));
        assertTrue(
                settled(
                        "completed",
                        one,
                        two,
                        old.replace("\"DesiredState\": \"running\"", "\"DesiredState\": \"shutdown\"")),
                "it may still be at its last request");
    }

    private static boolean settled(String update, String... tasks) {
        StackState state = StackState.of(SERVICE.formatted(update), "[" + String.join(",", tasks) + "]");
        return state.settled(state.services().get(0));
    }

    @Test
    void the_last_error_of_a_task_that_is_new_is_the_reason() {
        StackState state = StackState.of(
                SERVICE.formatted("rollback_completed"),
                "[" + TASK.formatted("t2", "shutdown", "failed", "unhealthy", "2", "b") + ","
                        + TASK.formatted("t1", "shutdown", "failed", "exit 1", "1", "b") + "]");
        StackState.Service web = state.services().get(0);
        assertEquals("unhealthy", state.lastFailure(web, Set.of()).error());
        assertEquals("exit 1", state.lastFailure(web, Set.of("t2")).error());
        assertTrue(StackState.failed(web));
        assertEquals("1", web.before());
    }

    @Test
    void what_a_failed_version_brought_is_told_from_what_was_there() {
        String proxy = SERVICE.replace("s1", "s2").replace("shop_web", "shop_proxy");
        StackState before = StackState.of(both(SERVICE.replace("\"2\"}, \"Task", "\"1\"}, \"Task"), proxy), "");
        StackState now = StackState.of(
                both(both(SERVICE, proxy), SERVICE.replace("s1", "s3").replace("shop_web", "shop_new")), "");
        assertEquals(List.of("shop_new"), names(now.without(before)));
        assertEquals(List.of("shop_web"), names(now.changedSince(before)));
    }

    private static String both(String services, String more) {
        return services.strip().replaceFirst("]$", ",") + more.strip().replaceFirst("^\\[", "");
    }

    private static List<String> names(List<StackState.Service> services) {
        return services.stream().map(StackState.Service::name).toList();
    }
}
