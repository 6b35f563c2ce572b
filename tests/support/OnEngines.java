//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Gives a test the engines to run on: the one that users have on this machine; with {@code --all} the one whose turn it
 * is today; where its class is named, each.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(OnEngines.Provider.class)
public @interface OnEngines {

    /** The system property that is true where everything runs. */
    String ALL = "tests.all";

    class Provider implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<On> engines = List.of(On.values());
            if (!Boolean.getBoolean(ALL)) engines = List.of(On.docker.works() ? On.docker : On.embedded);
            return Sample.oneIn(engines.size(), engines).map(Arguments::of);
        }
    }
}
