//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:6.1.3

package support;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Of the slow methods with the tag {@code sampled}, the third whose turn it is today. */
public class DailySample implements PostDiscoveryFilter {

    public static final String TAG = "sampled";
    private static final int PARTS = 3;
    private static final Set<String> METHODS = Set.of("method", "test-template");

    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean method = METHODS.contains(test.getUniqueId().getLastSegment().getType());
        boolean excluded = method
                && test.getTags().contains(TestTag.create(TAG))
                && Sample.ofToday(PARTS) != part(test.getUniqueId().toString());
        return FilterResult.includedIf(!excluded);
    }

    private static int part(String id) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % PARTS);
    }
}
