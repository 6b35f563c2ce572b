//JAVA 17+

package support;

/** Test classes with tests of every form that a framework has, as source files of the package {@code shop}. */
public class TestForms {

    public static final String JUNIT_4 = """
        import org.junit.*;
        import org.junit.runner.RunWith;
        import org.junit.runners.Parameterized;
        @RunWith(Parameterized.class)
        public class FormsTest {
            @Parameterized.Parameters(name = "n is {0}") public static Object[] all() { return new Object[] {1, 2}; }
            @Parameterized.Parameter public int number;
            @Test public void passes() { }
            @Test public void fails() { Assert.assertEquals(1, number); }
            @Test @Ignore public void waits() { }
            @Test public void assumes() { Assume.assumeTrue(false); }
        }
        """;

    public static final String JUNIT_4_BROKEN = """
        import org.junit.*;
        public class BrokenTest {
            @BeforeClass public static void all() { throw new IllegalStateException("no server"); }
            @Test public void one() { }
        }
        """;

    public static final String TESTNG = """
        import org.testng.annotations.*;
        public class FormsTest {
            @DataProvider public Object[][] numbers() { return new Object[][] {{1}, {2}, {2}}; }
            @Test(dataProvider = "numbers") public void counts(int n) { org.testng.Assert.assertEquals(n, 1); }
            @Test(invocationCount = 2) public void repeats() { }
            @Test(enabled = false) public void off() { }
            @Test(dependsOnMethods = "counts") public void waits() { }
        }
        """;

    public static final String TESTNG_BROKEN = """
        import org.testng.annotations.*;
        public class BrokenTest {
            @BeforeClass public void all() { throw new IllegalStateException("no server"); }
            @Test public void one() { }
        }
        """;

    private TestForms() {}
}
