//JAVA 17+

package faults;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import support.PlainContainer;
import support.Workspace;

/** Where the commands of a fault run. */
enum Place {
    HERE,
    /** As root with the default seccomp profile, and no Docker inside. */
    PLAIN_CONTAINER;

    private static final String IMAGE = "maven:3.9-eclipse-temurin-25";

    /** An address of this machine that a server must have to be reached from there. */
    String address() throws SocketException {
        return this == HERE ? "127.0.0.1" : ofContainers();
    }

    /** The address that containers have for this machine. */
    static String ofContainers() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(network -> network.getName().equals("docker0"))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow()
                .getHostAddress();
    }

    /** The container for the commands of a workspace; null where there is none. */
    PlainContainer of(Workspace workspace) throws Exception {
        if (this == HERE) return null;
        PlainContainer container = PlainContainer.around(workspace, IMAGE);
        workspace.in(container);
        return container;
    }
}
