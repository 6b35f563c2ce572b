//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A compose file as compose answers it, turned into a stack file. */
class StackFileTest extends StackFiles {

    @Test
    void a_service_is_updated_one_task_after_another_and_rolled_back_when_that_fails() {
        assertEquals(json("""
            {'image': 'shop:0123456789ab', 'networks': {'default': {}}, 'deploy': {
              'update_config': {'parallelism': 1, 'order': 'start-first', 'monitor': '10s', \
            'failure_action': 'rollback'},
              'rollback_config': {'parallelism': 1, 'order': 'start-first', 'monitor': '10s', \
            'failure_action': 'pause'},
              'endpoint_mode': 'dnsrr', 'labels': {'manage.java.version': '1'}}}\
            """), web(""));
    }

    @Test
    void what_the_file_says_of_updates_wins() {
        JsonNode update = web("\"deploy\": {\"update_config\": {\"parallelism\": 2, \"order\": \"stop-first\"},"
                        + " \"endpoint_mode\": \"vip\"}")
                .path("deploy");
        assertEquals(
                json("{'parallelism': 2, 'order': 'stop-first', 'monitor': '10s', 'failure_action': 'rollback'}"),
                update.path("update_config"));
        assertEquals("vip", update.path("endpoint_mode").asString());
    }

    @Test
    void restart_becomes_a_policy() {
        assertEquals(
                json("{'condition': 'any'}"),
                web("\"restart\": \"unless-stopped\"").path("deploy").path("restart_policy"));
        assertEquals(
                json("{'condition': 'none'}"),
                web("\"restart\": \"no\"").path("deploy").path("restart_policy"));
        assertEquals(
                json("{'condition': 'on-failure', 'max_attempts': 3}"),
                web("\"restart\": \"on-failure:3\"").path("deploy").path("restart_policy"));
        assertEquals(
                json("{'condition': 'none'}"),
                web("\"restart\": \"always\", \"deploy\": {\"restart_policy\": {\"condition\": \"none\"}}")
                        .path("deploy")
                        .path("restart_policy"));
        assertTrue(web("").path("deploy").path("restart_policy").isMissingNode());
    }

    @Test
    void limits_become_resources_and_numbers_of_cpus_a_text() {
        assertEquals(
                json("{'limits': {'cpus': '0.5', 'memory': '268435456', 'pids': 100}, 'reservations': {'memory':"
                        + " '1000'}}"),
                web("\"cpus\": 0.5, \"mem_limit\": \"268435456\", \"pids_limit\": 100, \"mem_reservation\": \"1000\"")
                        .path("deploy")
                        .path("resources"));
        assertEquals(
                json("{'limits': {'cpus': '2', 'memory': '5', 'pids': 7}}"),
                web("\"deploy\": {\"resources\": {\"limits\": {\"cpus\": 2, \"memory\": \"5\", \"pids\": 7}}}")
                        .path("deploy")
                        .path("resources"));
    }

    @Test
    void ports_are_numbers_in_the_long_form() {
        String port =
                "\"ports\": [{\"mode\": \"ingress\", \"target\": 80, \"published\": \"8080\", \"protocol\": \"tcp\"}]";
        assertEquals(
                json("[{'target': 80, 'protocol': 'tcp', 'mode': 'ingress', 'published': 8080}]"),
                web(port).path("ports"));
        assertTrue(
                web(port).path("deploy").path("endpoint_mode").isMissingNode(),
                "the routing mesh needs a virtual address");
        JsonNode host = file(model(WEB.formatted(", " + port)), "host")
                .root()
                .path("services")
                .path("web");
        assertEquals("host", host.path("ports").get(0).path("mode").asString());
        assertEquals("global", host.path("deploy").path("mode").asString());
        assertEquals(
                "stop-first",
                host.path("deploy").path("update_config").path("order").asString());
        assertEquals("dnsrr", host.path("deploy").path("endpoint_mode").asString());
        assertThrows(ExitException.class, () -> web(port.replace("8080", "8080-8090")));
    }

    @Test
    void what_was_for_the_loopback_address_is_not_opened_to_the_world() {
        String loopback = "\"ports\": [{\"host_ip\": \"127.0.0.1\", \"target\": 80, \"published\": \"8080\"}]";
        ExitException stop = assertThrows(ExitException.class, () -> web(loopback));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertTrue(stop.hint.contains("APPLICATION_HOST=0.0.0.0"), stop.hint);
        StackFile both = file(
                model(WEB.formatted(", " + loopback)
                        + ", \"proxy\": {\"image\": \"p\", \"ports\": [{\"target\": 81}]}"),
                null);
        assertFalse(both.root().path("services").path("web").has("ports"));
        assertTrue(both.notes().get(0).startsWith("web: port 80 is for 127.0.0.1 only"), both.notes()::toString);
    }

    @Test
    void a_service_with_a_volume_stays_where_it_is_and_never_runs_twice() {
        StackModel model = model(
                WEB.formatted("")
                        + ", \"db\": {\"image\": \"postgres:17\", \"volumes\": [{\"type\": \"volume\", \"source\":"
                        + " \"data\", \"target\": \"/data\", \"volume\": {}}]}",
                "\"volumes\": {\"data\": {\"name\": \"shop_data\"}}");
        assertEquals("data", model.home("db"));
        JsonNode db = file(model, null).root().path("services").path("db");
        assertEquals(
                json("{'constraints': ['node.labels.shop.data == true']}"),
                db.path("deploy").path("placement"));
        assertEquals(
                "stop-first",
                db.path("deploy").path("update_config").path("order").asString());
        assertEquals(json("[{'type': 'volume', 'source': 'data', 'target': '/data'}]"), db.path("volumes"));
        assertEquals(json("{'data': {}}"), file(model, null).root().path("volumes"));
    }

    @Test
    void memory_is_mounted_in_the_long_form() {
        assertEquals(
                json("[{'type': 'tmpfs', 'target': '/tmp'}, {'type': 'tmpfs', 'target': '/run', 'tmpfs': {'size':"
                                + " 16777216}}, {'type': 'tmpfs', 'target': '/dev/shm', 'tmpfs': {'size': 134217728}}]")
                        .toString(),
                web("\"tmpfs\": [\"/tmp\", \"/run:mode=1777,size=16m\"], \"shm_size\": \"134217728\"")
                        .path("volumes")
                        .toString());
        assertEquals(1536L * 1024 * 1024, StackFile.bytes("1.5gb"));
        assertThrows(ExitException.class, () -> StackFile.bytes("much"));
    }

    @Test
    void what_a_swarm_does_not_know_is_named() {
        StackFile file = file(
                model(WEB.formatted(", \"security_opt\": [\"x\"], \"container_name\": \"c\", \"depends_on\": {\"db\":"
                                + " {\"condition\": \"service_started\"}}, \"build\": {\"context\": \".\"}")
                        + ", \"db\": {\"image\": \"d\", \"security_opt\": [\"x\"]}"),
                null);
        assertEquals(List.of("A swarm does not support security_opt: left out of db, web"), file.notes());
        assertEquals(
                Set.of("image", "networks", "deploy"),
                Set.copyOf(file.root().path("services").path("web").propertyNames()));
    }

    @Test
    void jobs_come_in_their_order_with_what_they_need() {
        String on = ", \"depends_on\": {\"%s\": {\"condition\": \"%s\"}}";
        String done = "service_completed_successfully";
        StackModel model = model(WEB.formatted(on.formatted("seed", done)) + ", \"seed\": {\"image\": \"s\""
                + on.formatted("migrate", done) + "}, \"migrate\": {\"image\": \"m\""
                + on.formatted("db", "service_healthy")
                + "}, \"db\": {\"image\": \"d\"}, \"all\": {\"image\": \"a\", \"deploy\": {\"mode\": \"global-job\"}}");
        assertEquals(List.of("all", "migrate", "seed"), model.jobs());
        assertEquals(Set.of("db"), model.neededBy("seed"));
        assertEquals(Set.of("web", "db"), model.lasting());
        JsonNode job = file(model, null).root().path("services").path("migrate").path("deploy");
        assertEquals("replicated-job", job.path("mode").asString());
        assertEquals(json("{'condition': 'none'}"), job.path("restart_policy"));
        assertFalse(job.has("update_config"));
        assertEquals(
                Set.of("migrate"),
                Set.copyOf(JsonMapper.shared()
                        .readTree(file(model, null).text(List.of("migrate")))
                        .path("services")
                        .propertyNames()));
    }

    @Test
    void older_versions_get_what_they_know() {
        StackModel model = model(WEB.formatted(", \"healthcheck\": {\"test\": [\"x\"], \"start_interval\": \"1s\"}")
                + ", \"once\": {\"image\": \"i\", \"deploy\": {\"mode\": \"replicated-job\"}}");
        StackFile old = file(model, null, 20, 28);
        assertEquals("3.9", old.root().path("version").asString());
        assertFalse(old.root().path("services").path("web").path("healthcheck").has("start_interval"));
        assertEquals("replicated", once(old).path("mode").asString());
        assertEquals("none", once(old).path("restart_policy").path("condition").asString());
        StackFile newer = file(model, null, 28, 28);
        assertEquals("3.12", newer.root().path("version").asString());
        assertEquals(
                "1s",
                newer.root()
                        .path("services")
                        .path("web")
                        .path("healthcheck")
                        .path("start_interval")
                        .asString());
        assertEquals("replicated-job", once(newer).path("mode").asString());
    }

    private static JsonNode once(StackFile file) {
        return file.root().path("services").path("once").path("deploy");
    }

    @Test
    void networks_span_machines() {
        StackModel model = StackModel.of("shop", """
            {"services": {"web": {"image": "i", "networks": {"back": {"aliases": ["x"], "priority": 1}}}}, "networks": {
              "back": {"name": "shop_back", "driver": "bridge", "internal": true, \
            "ipam": {"config": [{"subnet": "10.9.0.0/24", "gateway": "10.9.0.1"}]}},
              "theirs": {"name": "theirs", "external": true}}}\
            """, "f.yml");
        JsonNode root = file(model, null).root();
        assertEquals(
                json("{'back': {'internal': true, 'ipam': {'config': [{'subnet': '10.9.0.0/24'}]}}, 'theirs':"
                        + " {'name': 'theirs', 'external': true}}"),
                root.path("networks"));
        assertEquals(
                json("{'back': {'aliases': ['x']}}"),
                root.path("services").path("web").path("networks"));
    }

    @Test
    void an_image_is_tagged_by_its_content() {
        String id = "sha256:0123456789abcdef";
        assertEquals("shop:0123456789ab", StackImages.tagged("shop", id));
        assertEquals("shop:0123456789ab", StackImages.tagged("shop:latest", id));
        assertEquals("registry:5000/shop:1.2-0123456789ab", StackImages.tagged("registry:5000/shop:1.2", id));
        assertEquals("registry:5000/shop:0123456789ab", StackImages.tagged("registry:5000/shop", id));
        assertEquals(
                List.of(true, true, true, false, false),
                List.of(
                        StackImages.inRegistry("r.example/shop"),
                        StackImages.inRegistry("r:5000/shop"),
                        StackImages.inRegistry("localhost/shop"),
                        StackImages.inRegistry("me/shop"),
                        StackImages.inRegistry("shop:1.2")));
    }
}
