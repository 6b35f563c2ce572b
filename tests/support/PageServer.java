//JAVA 17+

package support;

import java.io.IOException;

/** A small application for {@code run}: a page in a class of its own, which is loaded with the first request. */
public final class PageServer {

    public static final String PAGE = "shop/src/main/java/shop/Page.java";
    public static final String SHOP = "shop/src/main/java/shop/Shop.java";

    private PageServer() {}

    /** Makes it the application of a workspace. */
    public static void write(Workspace here) throws IOException {
        here.write("config/development.json", """
            [{"name": "APPLICATION_POM", "value": "shop/pom.xml"}, {"name": "POSTGRES_PORT", "value": 5999}]
            """)
                .write("shop/pom.xml", ShopPom.with(""))
                .write(SHOP, """
                    package shop;
                    public class Shop {
                        public static void main(String[] words) throws Exception {
                            int port = Integer.parseInt(System.getenv("APPLICATION_PORT"));
                            var server = com.sun.net.httpserver.HttpServer.create(
                                    new java.net.InetSocketAddress(System.getenv("APPLICATION_HOST"), port), 0);
                            server.createContext("/", exchange -> {
                                byte[] text = Page.text().getBytes();
                                exchange.sendResponseHeaders(200, text.length);
                                exchange.getResponseBody().write(text);
                                exchange.close();
                            });
                            server.start();
                            System.out.println("The shop listens.");
                        }
                    }
                    """)
                .write(PAGE, "package shop;\nclass Page { static String text() { return \"one\"; } }\n");
    }
}
