//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives a test the engines to run on: all of them with {@code --all}, else the one that users have on this machine. */
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
            if (Boolean.getBoolean(ALL)) return Stream.of(On.values()).map(Arguments::of);
            return Stream.of(Arguments.of(On.docker.works() ? On.docker : On.embedded));
        }
    }
}
