//JAVA 17+

package lib.watch;

import java.io.*;
import java.net.URI;
import java.nio.file.Path;
import java.util.*;
import javax.tools.*;

/** Takes what a compilation makes, and keeps it in memory. */
final class CompilerOutput extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Compilation how;
    private final Map<Path, Map<String, byte[]>> classFiles = new HashMap<>();
    private final Map<Path, byte[]> processed = new HashMap<>();
    private final Map<String, byte[]> unwritten;

    /**
     * @param files finds what is there
     * @param unwritten classes that belong to the class path and are not there yet, by their names
     */
    CompilerOutput(StandardJavaFileManager files, Compilation how, Map<String, byte[]> unwritten) {
        super(files);
        this.how = how;
        this.unwritten = unwritten;
    }

    /** @param path where other classes are */
    void locate(List<Path> path) throws IOException {
        fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
        fileManager.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        List<Path> processors = how.processing()
                .map(each -> each.path().isEmpty() ? path : each.path())
                .orElse(List.of());
        fileManager.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, processors);
        // a processor may read what is there
        if (how.processing().isPresent())
            fileManager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(how.output()));
    }

    Iterable<? extends JavaFileObject> objects(Collection<Path> sources) {
        return fileManager.getJavaFileObjectsFromPaths(sources);
    }

    WarmCompiler.Result result(List<String> errors) {
        return new WarmCompiler.Result(classFiles, processed, errors);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        Iterable<JavaFileObject> written = super.list(location, packageName, kinds, recurse);
        boolean classes = location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS);
        if (unwritten.isEmpty() || !classes) return written;
        List<JavaFileObject> all = new ArrayList<>();
        written.forEach(all::add);
        unwritten.forEach((name, content) -> {
            if (packageName.equals(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
                all.add(new Unwritten(name, content));
        });
        return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Unwritten one ? one.name : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        boolean source = kind == JavaFileObject.Kind.SOURCE;
        Path directory = source ? how.processing().orElseThrow().output() : how.output();
        Path file = directory.resolve(name.replace('.', '/') + kind.extension);
        // without a source it is a processor's
        if (source || sibling == null) return new Made(file, kind, bytes -> processed.put(file, bytes));
        Path from = Path.of(sibling.toUri());
        return new Made(
                file,
                kind,
                bytes -> classFiles
                        .computeIfAbsent(from, path -> new HashMap<>())
                        .put(name, bytes));
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
        Path directory = location == StandardLocation.SOURCE_OUTPUT
                ? how.processing().orElseThrow().output()
                : how.output();
        Path file = directory.resolve(packageName.replace('.', '/')).resolve(name);
        return new Made(file, JavaFileObject.Kind.OTHER, bytes -> processed.put(file, bytes));
    }

    @Override
    public boolean isSameFile(FileObject some, FileObject other) {
        return some.toUri().equals(other.toUri());
    }

    private static final class Unwritten extends SimpleJavaFileObject {

        private final String name;
        private final byte[] content;

        Unwritten(String name, byte[] content) {
            super(URI.create("unwritten:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.name = name;
            this.content = content;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }
    }

    private interface Taking {

        void take(byte[] bytes);
    }

    /** A file that is written once, and read where it is a source. */
    private final class Made extends SimpleJavaFileObject {

        private final Taking taking;
        private byte[] content = new byte[0];

        Made(Path file, Kind kind, Taking taking) {
            super(file.toUri(), kind);
            this.taking = taking;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    content = toByteArray();
                    taking.take(content);
                }
            };
        }

        @Override
        public Writer openWriter() {
            return new OutputStreamWriter(openOutputStream(), how.encoding());
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return new String(content, how.encoding());
        }
    }
}
