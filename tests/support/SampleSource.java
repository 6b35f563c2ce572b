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
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Cases of one kind, of which a {@link Sample} is enough where everything runs. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(SampleSource.Provider.class)
public @interface SampleSource {

    /** Runs every so manyth. */
    int oneIn();

    /** A line for each case, with {@code |} between its arguments. */
    String[] of();

    class Provider extends AnnotationBasedArgumentsProvider<SampleSource> {

        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, SampleSource source) {
            return Sample.oneIn(source.oneIn(), List.of(source.of()))
                    .map(line -> Arguments.of((Object[]) line.split("\\s*[|]\\s*")));
        }
    }
}
