//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3

package support;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Of the slow methods with the tag {@code sampled}, those whose turn it is today. */
public class DailySample implements PostDiscoveryFilter {

    public static final String TAG = "sampled";
    private static final int PARTS = 7;
    private static final Set<String> METHODS = Set.of("method", "test-template");

    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean method = METHODS.contains(test.getUniqueId().getLastSegment().getType());
        boolean excluded = method
                && test.getTags().contains(TestTag.create(TAG))
                && Sample.ofToday(PARTS) != part(sampled(test).getUniqueId().toString());
        return FilterResult.includedIf(!excluded);
    }

    /** Methods that go on where the one before ended have their turn together. */
    private static TestDescriptor sampled(TestDescriptor method) {
        TestDescriptor parent = method.getParent().orElseThrow();
        return parent.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass())
                .filter(test -> test.isAnnotationPresent(TestMethodOrder.class))
                .map(test -> parent)
                .orElse(method);
    }

    private static int part(String id) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % PARTS);
    }
}
