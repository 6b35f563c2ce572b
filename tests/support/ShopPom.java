//JAVA 17+

package support;

/** The POM of a small project for Java 17, with UTF-8 and nothing else. */
public final class ShopPom {

    private ShopPom() {}

    /** @param more what else is in the project: dependencies, plugins */
    public static String with(String more) {
        return """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><maven.compiler.source>17</maven.compiler.source>
                <maven.compiler.target>17</maven.compiler.target>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
            """ + more + "</project>\n";
    }
}
