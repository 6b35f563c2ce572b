//JAVA 17+

/** One part of the benchmark. */
interface Part {

    String title();

    void measure(int rounds, Report report) throws Exception;
}
